/** The accessibility statement: only what is true of this product and of how it was checked. The office fills in its own part. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    title: 'Deklaracja dostępności',
    intro: 'Okienko ma służyć każdemu, także osobom, które korzystają z klawiatury, czytnika ekranu albo dużego powiększenia.',
    'standard.title': 'Do czego dążymy',
    standard: 'Strony budujemy według WCAG 2.2 na poziomie AA (norma EN 301 549, ustawa o dostępności cyfrowej z 4 kwietnia 2019 r.).',
    'checked.title': 'Jak sprawdzamy',
    checked:
      'Przed każdą zmianą strony są sprawdzane automatycznie w przeglądarce: regułami axe, samą klawiaturą, przy szerokości 320 pikseli, w trybie ciemnym i w kolorach wymuszonych przez system.',
    'not-checked.title': 'Czego jeszcze nie zrobiono',
    'not-checked':
      'Nie było jeszcze niezależnego audytu ani testów z osobami z niepełnosprawnościami. Dlatego nie ogłaszamy pełnej zgodności.',
    'limits.title': 'Znane ograniczenia',
    'limits.diagram':
      'Diagramów procesów (dla pracowników) nie da się w pełni odczytać czytnikiem ekranu; obok każdego jest lista kroków z tą samą treścią.',
    'limits.language': 'Nazwy spraw i odpowiedzi urzędu są po polsku także w angielskiej wersji stron.',
    'keys.title': 'Klawiatura',
    keys: 'Wszystko da się zrobić klawiaturą. Pracownicy zobaczą listę skrótów po naciśnięciu Ctrl+/. Nie ma skrótów z jednej litery.',
    'help.title': 'Gdy coś przeszkadza',
    help: 'Powiedz o tym w urzędzie: telefonicznie, listownie albo przy okienku. Odpowiedź w swojej sprawie możesz dostać także w ten sposób.',
  },
  en: {
    title: 'Accessibility statement',
    intro: 'Okienko is meant for everybody, also for people who use a keyboard, a screen reader or strong magnification.',
    'standard.title': 'What we aim at',
    standard: 'Pages are built to WCAG 2.2 at level AA (standard EN 301 549, Polish act on digital accessibility of 4 April 2019).',
    'checked.title': 'How we check',
    checked:
      'Before each change the pages are checked automatically in a browser: by the rules of axe, by keyboard alone, at a width of 320 pixels, in dark mode and in colours forced by the system.',
    'not-checked.title': 'What has not been done yet',
    'not-checked':
      'There has been no independent audit and no test with people with disabilities yet. So we do not claim full conformance.',
    'limits.title': 'Known limits',
    'limits.diagram':
      'Diagrams of processes (for staff) cannot be read in full by a screen reader; beside each is a list of steps that says the same.',
    'limits.language': 'Names of matters and the office’s answers are in Polish also in the English version.',
    'keys.title': 'Keyboard',
    keys: 'Everything can be done by keyboard. Staff see the list of shortcuts after pressing Ctrl+/. There are no single-letter shortcuts.',
    'help.title': 'When something stands in the way',
    help: 'Tell the office: by phone, by letter or at the counter. You can get the answer in your case in these ways, too.',
  },
});
