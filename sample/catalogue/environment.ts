/** Sample catalogue: environment and waste. */
import { type CatalogueEntry, formal, matter } from './entry.js';

const INTERVENTION = '3 dni robocze';
const STANDARD = '7 dni roboczych';

export const ENVIRONMENT: readonly CatalogueEntry[] = [
  matter(
    'environment.waste-missed',
    'Nieodebrane odpady',
    INTERVENTION,
    'Przepraszamy za kłopot. Przekazaliśmy zgłoszenie firmie, która odbiera odpady; ma trzy dni robocze na przyjazd. Pojemnik proszę zostawić przed posesją.',
    {
      ask: ['Adres', 'Jaka frakcja: zmieszane, papier, bio …?', 'Dzień z harmonogramu'],
      keywords: ['śmieci', 'śmieciarka', 'odpady', 'nieodebrane', 'kosz'],
      voices: ['Śmieciarka ominęła naszą ulicę, kubły są pełne.', 'Nie zabrano worków z papierem.'],
    },
  ),
  matter(
    'environment.waste-bulky',
    'Odbiór mebli i dużych odpadów',
    STANDARD,
    'Duże odpady odbieramy dwa razy w roku sprzed domu, a przez cały rok można je zawieźć bezpłatnie do punktu zbiórki. Termin dla Państwa adresu podamy przy rozmowie.',
    {
      ask: ['Adres', 'Co jest do zabrania?'],
      bring: ['Dokument z adresem, gdy odpady są wożone do punktu zbiórki'],
      keywords: ['meble', 'kanapa', 'gabaryty', 'lodówka'],
      voices: ['Mam starą kanapę do wyrzucenia.', 'Kiedy u nas zabierają meble?'],
    },
  ),
  formal(
    'environment.waste-declaration',
    'Deklaracja o odpadach',
    'Deklarację składa się w ciągu 14 dni od zmiany, na przykład urodzenia dziecka lub wyprowadzki. Nową opłatę naliczymy od miesiąca zmiany.',
    {
      ask: ['Adres nieruchomości', 'Co się zmieniło i kiedy?'],
      bring: ['Wypełniona deklaracja', 'Pełnomocnictwo, jeśli składa je ktoś inny'],
      keywords: ['deklaracja', 'deklarację', 'opłata', 'stawka'],
      voices: ['Urodziło nam się dziecko, co z opłatą za śmieci?', 'Syn się wyprowadził, chcę zmienić deklarację.'],
    },
  ),
  matter(
    'environment.illegal-dump',
    'Dzikie wysypisko',
    INTERVENTION,
    'Dziękujemy za zgłoszenie. Teren miejski posprzątamy, a gdy należy do kogoś innego, wezwiemy właściciela. Zdjęcia bardzo pomagają.',
    {
      ask: ['Miejsce', 'Co tam leży?', 'Czy widać, kto wyrzucił?'],
      keywords: ['wysypisko', 'gruz', 'wyrzucone', 'opony'],
      voices: ['Za garażami ktoś wysypał gruz i opony.', 'W lesie leżą worki ze śmieciami.'],
    },
  ),
  matter(
    'environment.street-cleaning',
    'Brudna ulica lub park',
    INTERVENTION,
    'Dziękujemy. Posprzątamy to miejsce w ciągu trzech dni roboczych. Rozbite szkło na placu zabaw usuwamy tego samego dnia.',
    {
      ask: ['Miejsce', 'Czy jest szkło lub strzykawki?'],
      keywords: ['brudno', 'szkło', 'liście', 'sprzątanie'],
      voices: ['Po imprezie w parku zostało szkło.', 'Przystanek jest cały zaśmiecony.'],
    },
  ),
  matter(
    'environment.graffiti',
    'Graffiti na budynku miejskim',
    STANDARD,
    'Dziękujemy. Napisy na budynkach miejskich usuwamy w ciągu siedmiu dni roboczych, obraźliwe w ciągu doby. Na prywatnym budynku działa właściciel; podpowiemy mu jak.',
    {
      ask: ['Adres', 'Czy napis jest obraźliwy?'],
      keywords: ['graffiti', 'napis', 'pomalowane'],
      voices: ['Na ścianie szkoły jest wulgarny napis.', 'Ktoś pomazał wiatę przystankową.'],
    },
  ),
  matter(
    'environment.tree-danger',
    'Drzewo lub gałąź grozi upadkiem',
    INTERVENTION,
    'Dziękujemy. Ogrodnik miejski obejrzy drzewo w ciągu trzech dni roboczych. Gdy gałąź wisi nad chodnikiem albo już spadła na drogę, proszę dzwonić pod 112.',
    {
      ask: ['Miejsce', 'Czy drzewo stoi na terenie miasta?', 'Czy grozi teraz?'],
      keywords: ['gałąź', 'gałęzie', 'konar', 'przewróci'],
      voices: ['Po burzy nad chodnikiem wisi złamany konar.', 'Drzewo przed blokiem mocno się pochyliło.'],
    },
  ),
  formal(
    'environment.tree-felling',
    'Zezwolenie na wycięcie drzewa',
    'Wniosek rozpatrzymy w ciągu 30 dni. Przedtem urzędnik obejrzy drzewo na miejscu. Cienkie drzewo przy domu można często wyciąć po samym zgłoszeniu; sprawdzimy to dla Państwa.',
    {
      ask: ['Działka i gatunek drzewa', 'Obwód pnia na wysokości 130 cm'],
      bring: ['Wniosek', 'Rysunek z położeniem drzewa', 'Zgoda współwłaścicieli'],
      keywords: ['wycinka', 'wyciąć', 'wycięcie'],
      voices: ['Chcę wyciąć orzech na swojej działce.', 'Świerk niszczy nam ogrodzenie, jaki wniosek złożyć?'],
    },
  ),
  matter(
    'environment.greenery',
    'Zieleń: koszenie i nasadzenia',
    STANDARD,
    'Dziękujemy. Trawniki kosimy według planu; przekażemy zgłoszenie ogrodnikowi osiedla, który odpowie w ciągu siedmiu dni roboczych.',
    {
      ask: ['Miejsce', 'O jaką zieleń chodzi?'],
      keywords: ['trawa', 'trawnik', 'koszenie', 'krzewy'],
      voices: ['Trawa przy skrzyżowaniu zasłania widok.', 'Czy na skwerze można posadzić krzewy?'],
    },
  ),
  matter(
    'environment.playground',
    'Zepsuty plac zabaw',
    INTERVENTION,
    'Dziękujemy. Niebezpieczne urządzenie wyłączymy z użytku tego samego dnia, a naprawimy w ciągu trzech dni roboczych.',
    {
      ask: ['Który plac zabaw?', 'Które urządzenie?', 'Czy ktoś się zranił?'],
      keywords: ['plac', 'zabaw', 'huśtawka', 'zjeżdżalnia'],
      voices: ['Huśtawka wisi na jednym łańcuchu.', 'Ze zjeżdżalni wystaje śruba.'],
    },
  ),
  matter(
    'environment.animal-stray',
    'Bezdomne zwierzę',
    INTERVENTION,
    'Dziękujemy. Patrol schroniska przyjedzie po zwierzę. Proszę go nie łapać, a jeśli to możliwe, mieć je na oku do przyjazdu.',
    {
      ask: ['Gdzie jest teraz?', 'Pies czy kot, czy jest ranne lub groźne?'],
      keywords: ['pies', 'kot', 'bezdomny', 'błąka'],
      voices: ['Pod szkołą błąka się duży pies bez obroży.', 'W piwnicy są małe kotki bez matki.'],
    },
  ),
  matter(
    'environment.animal-dead',
    'Martwe zwierzę',
    INTERVENTION,
    'Dziękujemy za zgłoszenie. Zwierzę z ulicy lub parku zabierzemy tego samego dnia. Proszę go nie dotykać.',
    {
      ask: ['Dokładne miejsce', 'Jakie zwierzę?'],
      keywords: ['martwy', 'martwe', 'padnięty', 'potrącony'],
      voices: ['Na poboczu leży potrącony lis.', 'Przy stawie jest martwy ptak.'],
    },
  ),
  matter(
    'environment.smoke',
    'Dym z komina',
    INTERVENTION,
    'Dziękujemy. Patrol sprawdzi, czym ktoś pali w piecu. Kontrola jest możliwa od 6 do 22. O wyniku powiadomimy, jeśli zostawi Państwo kontakt.',
    {
      ask: ['Adres, z którego leci dym', 'Od kiedy i jaki jest dym?'],
      keywords: ['dym', 'komin', 'smog', 'pali'],
      voices: ['Sąsiad pali czymś śmierdzącym, nie da się otworzyć okna.', 'Z warsztatu leci czarny dym.'],
    },
  ),
  matter(
    'environment.noise',
    'Hałas',
    STANDARD,
    'Głośne sąsiedztwo w nocy proszę zgłaszać policji pod 112. Stały hałas z firmy lub baru zmierzymy i odpowiemy w ciągu siedmiu dni roboczych.',
    {
      ask: ['Skąd i w jakich godzinach słychać hałas?', 'Od kiedy?'],
      keywords: ['hałas', 'głośno', 'muzyka', 'wentylator'],
      voices: ['Wentylator sklepu huczy całą noc.', 'W barze na dole gra muzyka do drugiej.'],
    },
  ),
];
