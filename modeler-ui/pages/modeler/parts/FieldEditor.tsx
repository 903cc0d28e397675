/** One field of a form: its label, data, kind, rules and choices. Each change is one act that undo takes back. */
import { Button } from '../../../components/Button/Button.js';
import { SelectChoice } from '../../../components/ChoiceField/ChoiceField.js';
import { Checkbox } from '../../../components/Field/Field.js';
import { type Component, conditionOf, FIELD_TYPES, optionsOf, ruleOf, withCondition, withRule } from '../../../forms/schema.js';
import { useStrings } from '../../../i18n/language.js';
import { Typed } from '../Typed.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';

interface FieldEditorProps {
  readonly name: string;
  readonly component: Component;
  readonly onChange: (component: Component) => void;
}

export function FieldEditor({ name, component, onChange }: FieldEditorProps) {
  const t = useStrings(strings);
  const { type } = component;
  const label = component.dateLabel === undefined ? 'label' : 'dateLabel';
  const set = (member: string) => (value: string) => onChange({ ...component, [member]: value });
  const text = (member: string) => String(component[member] ?? '');
  const isInput = component.key !== undefined;
  return (
    <section className={styles.fields} aria-label={t('field', { name })}>
      {type === 'text' && <Typed label={t('label.text')} description={t('text.help')} value={text('text')} onDone={set('text')} isLong />}
      {type !== 'text' && <Typed label={t('label')} value={text(label)} onDone={set(label)} />}
      {isInput && (
        <>
          <Typed label={t('key')} description={t('key.help')} value={text('key')} onDone={set('key')} />
          {(FIELD_TYPES as readonly string[]).includes(type) && (
            <SelectChoice
              label={t('type')}
              isRequired
              value={type}
              choices={FIELD_TYPES.filter((one) => one !== 'text').map((one) => ({ value: one, label: t(`type.${one}`) }))}
              onChange={(next) => onChange(asType(component, next, t('option.new')))}
            />
          )}
          <Checkbox
            isSelected={ruleOf(component, 'required') === true}
            onChange={(isOn) => onChange(withRule(component, 'required', isOn))}
          >
            {t('required')}
          </Checkbox>
          {type === 'datetime' && (
            <Checkbox
              isSelected={component.subtype !== 'date'}
              onChange={(isOn) =>
                onChange({ ...component, subtype: isOn ? 'datetime' : 'date', ...(isOn ? { time_serializing_format: 'utc_offset' } : {}) })
              }
            >
              {t('with-time')}
            </Checkbox>
          )}
          {(type === 'radio' || type === 'select') && <Options component={component} onChange={onChange} />}
          <Typed label={t('description')} value={text('description')} onDone={set('description')} />
          {type === 'number' && (
            <>
              <Limit label={t('min')} rule="min" component={component} onChange={onChange} />
              <Limit label={t('max')} rule="max" component={component} onChange={onChange} />
            </>
          )}
          {(type === 'textfield' || type === 'textarea') && (
            <Limit label={t('max-length')} rule="maxLength" component={component} onChange={onChange} />
          )}
        </>
      )}
      {type !== 'group' && (
        <Typed
          label={t('hide')}
          description={t('hide.help')}
          value={conditionOf(component)}
          onDone={(hide) => onChange(withCondition(component, hide))}
        />
      )}
    </section>
  );
}

function Limit({ label, rule, component, onChange }: Omit<FieldEditorProps, 'name'> & { readonly label: string; readonly rule: string }) {
  const value = ruleOf(component, rule);
  const done = (typed: string) => {
    const number = typed.trim() === '' ? undefined : Number(typed.replace(',', '.'));
    if (number === undefined || Number.isFinite(number)) onChange(withRule(component, rule, number));
  };
  return <Typed label={label} value={value === undefined ? '' : String(value)} onDone={done} />;
}

function Options({ component, onChange }: Omit<FieldEditorProps, 'name'>) {
  const t = useStrings(strings);
  const options = optionsOf(component);
  const write = (values: readonly object[]) => onChange({ ...component, values });
  const change = (at: number, part: object) => write(options.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className={styles.options}>
      <legend>{t('options')}</legend>
      {options.map((option, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values are typed and may be the same for a moment
        <div key={index} className={styles.option}>
          <Typed label={t('option.label', { number: index + 1 })} value={option.label} onDone={(label) => change(index, { label })} />
          <Typed label={t('option.value', { number: index + 1 })} value={option.value} onDone={(value) => change(index, { value })} />
          <Button kind="quiet" onPress={() => write(options.filter((_, at) => at !== index))}>
            {t('option.remove', { number: index + 1 })}
          </Button>
        </div>
      ))}
      <Button
        onPress={() => {
          const used = new Set(options.map(({ value }) => value));
          let count = 1;
          while (used.has(`value${count}`)) count++;
          write([...options, { label: t('option.new'), value: `value${count}` }]);
        }}
      >
        {t('option.add')}
      </Button>
    </fieldset>
  );
}

/** Another kind with the same words: what only the kind before had goes. */
function asType(component: Component, type: string, option: string): Component {
  const { subtype: _, dateLabel, values, label, ...rest } = component;
  const words = String(label ?? dateLabel ?? '');
  const isChoice = type === 'radio' || type === 'select';
  return {
    ...rest,
    type,
    ...(type === 'datetime' ? { subtype: 'date', dateLabel: words } : { label: words }),
    ...(isChoice ? { values: Array.isArray(values) ? values : [{ label: option, value: 'value1' }] } : {}),
  };
}
