/** The few signs that we draw, 16 × 16, in the colour of the text. They decorate: words beside them or a label say what they mean. */
const PATHS = {
  queue: 'M2 3.5h12M2 8h12M2 12.5h7',
  folder: 'M1.500 4.500v8.500h13V5.500H8L6.500 3.500h-5Z',
  team: 'M5.500 7.500a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600ZM1 13c.4-2.500 2.200-3.500 4.500-3.500S9.600 10.500 10 13M10.500 3.200a2.100 2.100 0 0 1 0 4.100M12 9.800c1.700.4 2.700 1.400 3 3.200',
  person: 'M8 8a2.8 2.8 0 1 0 0-5.6A2.8 2.8 0 0 0 8 8ZM2.5 14c.6-3 2.800-4.200 5.500-4.200s4.900 1.200 5.500 4.200',
  flow: 'M1.500 5.500h4v5h-4zM10.500 5.500h4v5h-4zM5.500 8h5M9 6.500L10.500 8 9 9.500',
  close: 'M3.500 3.500l9 9M12.500 3.500l-9 9',
  down: 'M3.500 6l4.500 4.500L12.500 6',
  check: 'M2.500 8.500l3.500 3.500 7.500-8',
  fold: 'M10 3L5 8l5 5',
  unfold: 'M6 3l5 5-5 5',
  eye: 'M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  warning: 'M8 2L1.500 13.500h13L8 2ZM8 6.500v3.500M8 11.600v.6',
  info: 'M8 14.200A6.200 6.200 0 1 0 8 1.800a6.200 6.200 0 0 0 0 12.400ZM8 7.200v4M8 4.600v.6',
  language:
    'M8 14.200A6.200 6.200 0 1 0 8 1.800a6.200 6.200 0 0 0 0 12.400ZM1.800 8h12.400M8 1.800c3.500 4 3.500 8.400 0 12.400M8 1.800c-3.500 4-3.500 8.400 0 12.400',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
