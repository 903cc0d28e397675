/** Sample catalogue: civil affairs and the office itself. */
import { type CatalogueEntry, formal, information, matter } from './entry.js';

const HOURS_16 = '16 godzin pracy urzędu';

export const CIVIL_AFFAIRS: readonly CatalogueEntry[] = [
  information(
    'civil.identity-card',
    'Dowód osobisty',
    'Wniosek o dowód można złożyć w każdym urzędzie albo przez internet. Dowód jest bezpłatny, czeka się do 30 dni. Po odbiór trzeba przyjść osobiście.',
    {
      ask: ['Dla osoby dorosłej czy dla dziecka?', 'Czy stary dowód zginął?'],
      bring: ['Zdjęcie', 'Stary dowód lub paszport'],
      keywords: ['dowód', 'dowodu', 'osobisty'],
      voices: ['Zgubiłem dowód, co mam zrobić?', 'Jak wyrobić dowód dla córki?'],
    },
  ),
  information(
    'civil.residence',
    'Zameldowanie',
    'Zameldować można się w urzędzie lub przez internet. Potrzebne jest potwierdzenie właściciela mieszkania. Zameldowanie jest bezpłatne.',
    {
      ask: ['Na pobyt stały czy czasowy?'],
      bring: ['Dowód osobisty', 'Dokument do mieszkania lub oświadczenie właściciela'],
      keywords: ['zameldowanie', 'meldunek', 'wymeldowanie'],
      voices: ['Kupiliśmy mieszkanie, jak się zameldować?', 'Jak wymeldować byłego najemcę?'],
    },
  ),
  matter(
    'civil.registry-extract',
    'Odpis aktu stanu cywilnego',
    HOURS_16,
    'Odpis aktu urodzenia, małżeństwa lub zgonu wydaje każdy urząd stanu cywilnego, zwykle od ręki. Skrócony kosztuje 22 zł, zupełny 33 zł.',
    {
      ask: ['Jaki akt i kogo dotyczy?', 'Odpis skrócony czy zupełny?'],
      bring: ['Dowód osobisty', 'Potwierdzenie opłaty'],
      keywords: ['odpis', 'akt', 'aktu', 'urodzenia', 'zgonu'],
      voices: ['Potrzebuję odpisu aktu urodzenia do ślubu.', 'Jak dostać akt zgonu ojca?'],
    },
  ),
  matter(
    'civil.marriage',
    'Ślub w urzędzie',
    HOURS_16,
    'Termin ślubu rezerwuje się najwcześniej sześć miesięcy wcześniej, potem oboje Państwo składają zapewnienia w urzędzie. Ślub poza urzędem kosztuje 1000 zł.',
    {
      ask: ['Jaki termin?', 'W urzędzie czy w innym miejscu?'],
      bring: ['Dowody osobiste', 'Potwierdzenie opłaty 84 zł'],
      keywords: ['ślub', 'ślubu', 'małżeństwo'],
      voices: ['Chcemy wziąć ślub w plenerze.', 'Czy są wolne terminy w maju?'],
    },
  ),
  information(
    'civil.driving-licence',
    'Prawo jazdy',
    'Wniosek o nowe prawo jazdy składa się w urzędzie, wydanie kosztuje 100,50 zł i trwa około dziewięciu dni roboczych. Stan można sprawdzić w internecie.',
    {
      ask: ['Nowe, wymiana czy wtórnik?'],
      bring: ['Zdjęcie', 'Orzeczenie lekarskie', 'Potwierdzenie opłaty'],
      keywords: ['prawo', 'jazdy', 'wtórnik'],
      voices: ['Kończy mi się prawo jazdy, co dalej?', 'Ile się czeka na wtórnik?'],
    },
  ),
  information(
    'civil.vehicle-registration',
    'Rejestracja pojazdu',
    'Kupione auto trzeba zarejestrować w ciągu 30 dni. Można przyjść z umówioną wizytą. Dotychczasowe tablice można zwykle zatrzymać.',
    {
      ask: ['Auto z kraju czy z zagranicy?', 'Czy jest współwłaściciel?'],
      bring: ['Umowa lub faktura', 'Dowód rejestracyjny', 'Polisa OC'],
      keywords: ['rejestracja', 'zarejestrować', 'tablice', 'auto'],
      voices: ['Kupiłem auto w Niemczech, jak je zarejestrować?', 'Czy muszę zmieniać tablice?'],
    },
  ),
  information(
    'civil.elections',
    'Wybory i spis wyborców',
    'W dniu wyborów głosuje się w lokalu swojego obwodu. Kto będzie gdzie indziej, może zmienić miejsce głosowania najpóźniej trzy dni wcześniej, także przez internet.',
    {
      ask: ['Pod jakim adresem chce Pani lub Pan głosować?'],
      keywords: ['wybory', 'głosować', 'głosowanie', 'lokal'],
      voices: ['Gdzie jest mój lokal wyborczy?', 'Jak głosować, gdy mieszkam w innym mieście?'],
    },
  ),
  formal(
    'civil.large-family-card',
    'Karta Dużej Rodziny',
    'Kartę dostaje rodzina z trojgiem lub większą liczbą dzieci, bezpłatnie. Wniosek złoży jeden z rodziców, decyzję wyślemy w ciągu 30 dni.',
    {
      ask: ['Ile jest dzieci i w jakim wieku?', 'Karta plastikowa czy w telefonie?'],
      bring: ['Wniosek', 'Akty urodzenia dzieci', 'Zaświadczenie ze szkoły po 18. roku życia'],
      keywords: ['karta', 'rodziny', 'dużej'],
      voices: ['Mamy troje dzieci, jak dostać kartę?', 'Karta syna straciła ważność.'],
    },
  ),
  formal(
    'civil.certificate',
    'Zaświadczenie z urzędu',
    'Zaświadczenie wydamy w ciągu siedmiu dni, najpóźniej w 30 dni, gdy trzeba coś ustalić. Opłata wynosi 17 zł. Można je odebrać osobiście lub pocztą.',
    {
      ask: ['Jakie zaświadczenie i do czego?'],
      bring: ['Wniosek', 'Potwierdzenie opłaty 17 zł'],
      keywords: ['zaświadczenie', 'zaświadczenia'],
      voices: ['Potrzebuję zaświadczenia o zameldowaniu do szkoły.', 'Bank prosi o zaświadczenie z urzędu.'],
    },
  ),
  information(
    'office.opening-hours',
    'Godziny i adresy urzędu',
    'Urząd przyjmuje od poniedziałku do piątku od 8 do 16. We wtorki sala obsługi jest czynna do 18. Na wizytę można umówić się przez telefon lub internet.',
    {
      ask: ['Jaką sprawę chce Pani lub Pan załatwić?'],
      keywords: ['godziny', 'otwarte', 'czynne', 'adres'],
      voices: ['Do której jesteście dziś czynni?', 'Gdzie załatwię sprawę meldunku?'],
    },
  ),
  information(
    'office.case-status',
    'Pytanie o stan sprawy',
    'Podam, na jakim etapie jest sprawa i kiedy jej się spodziewać. Potrzebny jest jej numer albo nazwisko i data złożenia.',
    {
      ask: ['Numer sprawy albo data złożenia'],
      keywords: ['stan', 'numer', 'etap'],
      voices: ['Złożyłam wniosek trzy tygodnie temu i nic nie wiem.', 'Na jakim etapie jest moja sprawa?'],
    },
  ),
  information(
    'office.appointment',
    'Umówienie wizyty',
    'Wizytę można umówić na najbliższe dwa tygodnie. Potwierdzenie wyślemy SMS-em. Jeśli termin nie pasuje, proszę go odwołać, skorzysta ktoś inny.',
    {
      ask: ['W jakiej sprawie?', 'Jaki dzień i pora pasują?'],
      keywords: ['wizyta', 'wizytę', 'umówić', 'termin'],
      voices: ['Chcę umówić się do okienka meldunkowego.', 'Nie mogę przyjść jutro, proszę przełożyć wizytę.'],
    },
  ),
  formal(
    'office.complaint',
    'Skarga na urząd',
    'Skargę przyjmujemy na piśmie lub do protokołu. Rozpatrzy ją ktoś inny niż osoba, której dotyczy. Odpowiedź z wyjaśnieniem wyślemy w ciągu 30 dni.',
    {
      ask: ['Czego dotyczy skarga, kiedy to było?', 'Jak odpowiedzieć?'],
      bring: ['Pismo ze skargą i podpisem'],
      keywords: ['skarga', 'skargę'],
      voices: ['Chcę złożyć skargę na obsługę przy okienku.', 'Urzędnik nie odpowiada na moje pisma od miesięcy.'],
    },
  ),
  matter(
    'office.praise-or-idea',
    'Pochwała lub pomysł',
    '7 dni roboczych',
    'Dziękujemy za dobre słowo i za pomysł. Przekażemy je osobom, których dotyczą, i odpiszemy, co z tego wyniknie.',
    {
      ask: ['Kogo lub czego dotyczy?'],
      keywords: ['pomysł', 'pochwała', 'dziękuję', 'propozycja'],
      voices: ['Chcę pochwalić panią z okienka numer cztery.', 'Mam pomysł na ławki przy pętli tramwajowej.'],
    },
  ),
];
