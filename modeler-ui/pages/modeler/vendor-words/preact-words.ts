/** Words for what a vendor draws with Preact and doesn't translate itself: Preact shows each node before it is drawn, and here its sentences change. */
type Sentence = (text: string) => string;

interface Node {
  readonly type: unknown;
  readonly props: Record<string, unknown>;
}
interface PreactOptions<Made> {
  vnode?: ((node: Made) => void) | undefined;
}

const SPOKEN = ['title', 'placeholder', 'aria-label'] as const;

/** `isOfPeople`: nodes with this class show what a person wrote; only what their attributes say is the vendor's. */
export function relabelNodes<Made>(options: PreactOptions<Made>, say: Sentence, isOfPeople: (type: string, name: string) => boolean): void {
  const before = options.vnode;
  options.vnode = (node) => {
    before?.(node);
    const { type, props } = node as Node;
    if (props === null) return;
    if (typeof type === 'string') {
      for (const attribute of SPOKEN) {
        const text = props[attribute];
        if (typeof text === 'string') props[attribute] = say(text);
      }
      if (isOfPeople(type, String(props.class ?? props.className ?? ''))) return;
    } else if (typeof props.label === 'string' && 'element' in props) {
      // An entry of a panel, which hands its name on to an editor that isn't drawn by Preact.
      props.label = say(props.label);
    }
    const { children } = props;
    if (typeof children === 'string') props.children = say(children);
    else if (Array.isArray(children)) props.children = children.map((child) => (typeof child === 'string' ? say(child) : child));
  };
}
