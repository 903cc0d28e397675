/** Sample catalogue: roads and transport. */
import { type CatalogueEntry, formal, matter } from './entry.js';

const INTERVENTION = '3 dni robocze';
const STANDARD = '7 dni roboczych';

export const ROADS: readonly CatalogueEntry[] = [
  matter(
    'roads.pothole',
    'Dziura w jezdni',
    INTERVENTION,
    'Dziękujemy za zgłoszenie. Ekipa drogowa sprawdzi to miejsce i zabezpieczy je w ciągu trzech dni roboczych. Głębokie dziury na głównych ulicach naprawiamy w pierwszej kolejności.',
    {
      ask: ['Ulica i numer najbliższego budynku', 'Czy dziura zagraża rowerzystom lub pieszym?', 'Jak duża jest dziura?'],
      keywords: ['dziura', 'dziury', 'wyrwa', 'jezdni', 'jezdnia', 'asfalt'],
      voices: ['Na jezdni jest głęboka dziura, auta ją omijają chodnikiem.', 'Po zimie została wyrwa przy samym przejściu dla pieszych.'],
    },
  ),
  matter(
    'roads.pavement',
    'Uszkodzony chodnik',
    STANDARD,
    'Dziękujemy za zgłoszenie. Sprawdzimy chodnik i zaplanujemy naprawę. Jeżeli płyty się ruszają i można upaść, ogrodzimy to miejsce od razu.',
    {
      ask: ['Ulica i numer', 'Czy płyty się ruszają?'],
      keywords: ['chodnik', 'chodniku', 'płyta', 'płyty', 'krawężnik'],
      voices: ['Płyty chodnika wystają, mama się dziś potknęła.', 'Chodnik zapadł się po deszczu.'],
    },
  ),
  matter(
    'roads.sign',
    'Zniszczony lub brakujący znak drogowy',
    INTERVENTION,
    'Dziękujemy za zgłoszenie. Znak naprawimy albo postawimy nowy w ciągu trzech dni roboczych. Jeśli brakuje znaku STOP lub ustąpienia pierwszeństwa, przyjedziemy tego samego dnia.',
    {
      ask: ['Skrzyżowanie lub ulica', 'Jaki to znak?'],
      keywords: ['znak', 'znaku', 'tablica', 'stop'],
      voices: ['Znak ustąp pierwszeństwa leży w trawie.', 'Ktoś przekręcił znak zakazu w drugą stronę.'],
    },
  ),
  matter(
    'roads.traffic-light',
    'Awaria sygnalizacji świetlnej',
    INTERVENTION,
    'Dziękujemy. Zgłosiliśmy awarię do dyżurnego sygnalizacji, ekipa wyjeżdża zwykle w ciągu dwóch godzin. Do naprawy obowiązują znaki drogowe.',
    {
      ask: ['Które skrzyżowanie?', 'Światła nie działają wcale czy migają?'],
      keywords: ['światła', 'sygnalizacja', 'sygnalizacji'],
      voices: ['Światła na skrzyżowaniu nie działają od rana.', 'Zielone dla pieszych świeci się dwie sekundy.'],
    },
  ),
  matter(
    'roads.street-light',
    'Nie świeci latarnia',
    INTERVENTION,
    'Dziękujemy za zgłoszenie. Pojedynczą latarnię naprawiamy w ciągu trzech dni roboczych, całą ulicę tego samego dnia. Pomaga numer z tabliczki na słupie.',
    {
      ask: ['Ulica i numer słupa z tabliczki', 'Nie świeci jedna czy cała ulica?'],
      keywords: ['latarnia', 'latarni', 'oświetlenie', 'lampa'],
      voices: ['Przed blokiem nie świeci latarnia, jest zupełnie ciemno.', 'Cała ulica bez światła od wczoraj.'],
    },
  ),
  matter(
    'roads.winter',
    'Śliska lub nieodśnieżona droga',
    INTERVENTION,
    'Dziękujemy. Przekazaliśmy zgłoszenie dyżurnemu akcji zimowej. Najpierw odśnieżamy trasy autobusów, potem ulice osiedlowe. Za chodnik przy prywatnej posesji odpowiada jej właściciel.',
    {
      ask: ['Ulica i odcinek', 'Jezdnia, chodnik czy przystanek?'],
      keywords: ['śnieg', 'lód', 'ślisko', 'odśnieżanie', 'gołoledź'],
      voices: ['Na przystanku jest lód, ludzie się przewracają.', 'Ulica nieodśnieżona, śmieciarka nie podjechała.'],
    },
  ),
  matter(
    'roads.drain',
    'Zatkana studzienka, woda na ulicy',
    INTERVENTION,
    'Dziękujemy za zgłoszenie. Wyczyścimy studzienkę w ciągu trzech dni roboczych. Gdy woda wchodzi do budynku, proszę dzwonić pod 112.',
    {
      ask: ['Ulica i numer', 'Czy woda wchodzi do budynku?'],
      keywords: ['studzienka', 'studzienki', 'kałuża', 'zalana', 'woda'],
      voices: ['Studzienka nie zbiera wody, przejście jest zalane.', 'Po każdym deszczu stoi u nas jezioro.'],
    },
  ),
  matter(
    'roads.parking',
    'Parkowanie i strefa płatna',
    STANDARD,
    'W strefie płatnego parkowania płaci się od poniedziałku do piątku od 8 do 18. Mieszkaniec strefy może kupić abonament. Auto, które blokuje przejazd, proszę zgłosić straży miejskiej: 986.',
    {
      ask: ['Której ulicy dotyczy sprawa?', 'Czy chodzi o abonament, opłatę czy złe parkowanie?'],
      bring: ['Dowód rejestracyjny', 'Potwierdzenie zameldowania w strefie'],
      keywords: ['parkowanie', 'parking', 'abonament', 'strefa'],
      voices: ['Chcę wiedzieć, jak dostać abonament mieszkańca.', 'Samochody stoją na trawniku pod szkołą.'],
    },
  ),
  formal(
    'roads.occupation',
    'Zajęcie pasa drogowego',
    'Na rusztowanie, kontener lub ogródek przy drodze potrzebne jest zezwolenie. Wniosek proszę złożyć najpóźniej 14 dni wcześniej. Decyzję wydamy w ciągu 30 dni.',
    {
      ask: ['Miejsce i termin zajęcia', 'Co stanie na drodze?'],
      bring: ['Wniosek', 'Plan sytuacyjny', 'Projekt organizacji ruchu'],
      keywords: ['rusztowanie', 'kontener', 'zajęcie', 'pasa'],
      voices: ['Wspólnota chce postawić rusztowanie na chodniku.', 'Potrzebuję zgody na kontener na gruz.'],
    },
  ),
  formal(
    'roads.traffic-organisation',
    'Zmiana organizacji ruchu',
    'Wniosek o próg, przejście lub ruch jednokierunkowy oceni zespół do spraw ruchu. Odpowiedź z uzasadnieniem wyślemy w ciągu 30 dni.',
    {
      ask: ['Ulica i odcinek', 'Jaka zmiana i dlaczego?'],
      bring: ['Wniosek z uzasadnieniem'],
      keywords: ['próg', 'jednokierunkowa', 'przejście', 'ograniczenie'],
      voices: ['Prosimy o próg zwalniający przy przedszkolu.', 'Czy nasza ulica może być jednokierunkowa?'],
    },
  ),
  formal(
    'roads.damage-claim',
    'Odszkodowanie za szkodę na drodze',
    'Szkodę proszę opisać i dołączyć zdjęcia oraz koszt naprawy. Przekażemy ją ubezpieczycielowi miasta i w ciągu 30 dni napiszemy, co ustalił.',
    {
      ask: ['Data, godzina i miejsce', 'Co zostało uszkodzone?', 'Czy była policja?'],
      bring: ['Zdjęcia', 'Faktura lub wycena naprawy', 'Dane świadków'],
      keywords: ['odszkodowanie', 'szkoda', 'uszkodzone', 'opona', 'felga'],
      voices: ['Wjechałem w dziurę i pękła mi felga.', 'Żona złamała rękę na oblodzonym chodniku.'],
    },
  ),
  matter(
    'roads.public-transport',
    'Autobusy i tramwaje',
    STANDARD,
    'Dziękujemy za uwagę. Sprawdzimy zapis kursu i odpowiemy w ciągu siedmiu dni roboczych. Rozkłady i zmiany tras są na stronie przewoźnika i na przystankach.',
    {
      ask: ['Linia, kierunek, przystanek', 'Dzień i godzina'],
      keywords: ['autobus', 'tramwaj', 'przystanek', 'kurs', 'rozkład'],
      voices: ['Autobus nie zatrzymał się na przystanku.', 'Tramwaj wieczorem w ogóle nie przyjechał.'],
    },
  ),
];
