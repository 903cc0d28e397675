/**
 * Sample questions of the kinds: components of form-js schemas, as an owner would draw them. Short, in the order in which a caller tells
 * it; none is required, because a caller who doesn't know must not stop a case.
 */
interface Question {
  readonly type: 'text' | 'textfield' | 'number' | 'checkbox' | 'radio' | 'select' | 'datetime';
  readonly [member: string]: unknown;
}

function oneOf(key: string, label: string, options: Readonly<Record<string, string>>): Question {
  const values = Object.entries(options).map(([value, words]) => ({ value, label: words }));
  return { type: values.length > 3 ? 'select' : 'radio', key, label, values };
}
const line = (key: string, label: string): Question => ({ type: 'textfield', key, label, validate: { maxLength: 120 } });
const count = (key: string, label: string): Question => ({ type: 'number', key, label, validate: { min: 1, max: 500 } });
const yes = (key: string, label: string): Question => ({ type: 'checkbox', key, label });
const day = (key: string, label: string): Question => ({ type: 'datetime', subtype: 'date', key, dateLabel: label });

export const QUESTIONS: Readonly<Record<string, readonly Question[]>> = {
  'roads.pothole': [
    oneOf('size', 'Jak duża jest dziura', { hand: 'jak dłoń', wheel: 'jak koło auta', larger: 'większa' }),
    oneOf('where', 'Gdzie w jezdni', {
      middle: 'na środku pasa',
      edge: 'przy krawężniku',
      crossing: 'na przejściu dla pieszych',
      track: 'przy torach',
    }),
    yes('damage', 'Ktoś już uszkodził auto lub rower'),
  ],
  'roads.pavement': [
    oneOf('what', 'Co się stało', { loose: 'płyty się ruszają', sunk: 'chodnik się zapadł', kerb: 'uszkodzony krawężnik' }),
    yes('fall', 'Ktoś się przewrócił'),
  ],
  'roads.sign': [
    line('sign', 'Jaki to znak'),
    oneOf('state', 'W jakim jest stanie', {
      missing: 'nie ma go',
      fallen: 'leży',
      turned: 'jest przekręcony',
      unreadable: 'jest nieczytelny',
    }),
  ],
  'roads.traffic-light': [
    oneOf('state', 'Co robią światła', { dark: 'nie świecą', blinking: 'migają na żółto', wrong: 'świecą źle' }),
    yes('policeman', 'Ruchem kieruje policjant'),
  ],
  'roads.street-light': [
    line('pole', 'Numer z tabliczki na słupie'),
    oneOf('extent', 'Ile latarni nie świeci', { one: 'jedna', few: 'kilka', street: 'cała ulica' }),
    { ...count('lamps', 'Ile dokładnie'), conditional: { hide: '=not(extent = "few")' } },
    yes('wires', 'Widać wiszące przewody'),
  ],
  'roads.winter': [
    oneOf('surface', 'Co jest śliskie', { road: 'jezdnia', pavement: 'chodnik', stop: 'przystanek', steps: 'schody' }),
    yes('fall', 'Ktoś się przewrócił'),
  ],
  'roads.drain': [
    oneOf('water', 'Gdzie stoi woda', { road: 'na jezdni', pavement: 'na chodniku', building: 'wchodzi do budynku' }),
    yes('lid', 'Brakuje włazu lub kratki'),
  ],
  'roads.public-transport': [line('route', 'Linia i kierunek'), line('stop', 'Przystanek'), day('day', 'Dzień'), line('hour', 'Godzina')],
  'environment.waste-missed': [
    oneOf('building', 'Jaka to zabudowa', { house: 'dom', block: 'blok', company: 'firma' }),
    oneOf('container', 'Kolor pojemnika', {
      black: 'czarny: zmieszane',
      yellow: 'żółty: tworzywa i metal',
      blue: 'niebieski: papier',
      green: 'zielony: szkło',
      brown: 'brązowy: bio',
    }),
    day('day', 'Na kiedy był odbiór'),
  ],
  'environment.waste-bulky': [line('things', 'Co jest do zabrania'), count('pieces', 'Ile sztuk')],
  'environment.illegal-dump': [
    oneOf('waste', 'Co leży', { rubble: 'gruz', household: 'worki ze śmieciami', tyres: 'opony', dangerous: 'chemikalia lub azbest' }),
    oneOf('amount', 'Ile tego jest', { bag: 'kilka worków', car: 'tyle co auto', more: 'więcej' }),
    yes('seen', 'Rozmówca widział, kto to zostawił'),
  ],
  'environment.tree-danger': [
    oneOf('danger', 'Co grozi', { branch: 'wisi konar', leaning: 'drzewo się pochyla', fallen: 'drzewo leży' }),
    yes('wires', 'Dotyka przewodów'),
    yes('passage', 'Blokuje przejście lub przejazd'),
  ],
  'environment.playground': [line('device', 'Które urządzenie'), yes('hurt', 'Dziecko się zraniło')],
  'environment.animal-stray': [
    oneOf('animal', 'Jakie to zwierzę', { dog: 'pies', cat: 'kot', wild: 'dzikie' }),
    yes('aggressive', 'Jest agresywne'),
    yes('injured', 'Jest ranne'),
  ],
  'environment.smoke': [
    oneOf('smell', 'Czym pachnie dym', { plastic: 'plastikiem', wood: 'drewnem', coal: 'węglem' }),
    yes('now', 'Dymi się teraz'),
  ],
  'environment.noise': [
    oneOf('source', 'Co hałasuje', { works: 'budowa', bar: 'lokal', traffic: 'ruch uliczny', neighbours: 'sąsiedzi' }),
    line('hours', 'W jakich godzinach'),
  ],
};
