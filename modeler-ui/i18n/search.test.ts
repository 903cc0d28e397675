import { meansSame } from './search.js';

describe('typing finds what is meant', () => {
  test.each([
    ['Dziura w jezdni', 'dziury w jezdniach'],
    ['Dziura w jezdni', 'jezdn'],
    ['Śmieci zalegające na chodniku', 'smieci chodnik'],
    ['Harmonogram odbioru odpadów', 'odpady'],
    ['Awaria oświetlenia ulicznego', 'oswietlenie'],
    ['Łódź, ul. Piotrkowska', 'lodz piotrkowskiej'],
    ['Dowód osobisty', 'DOWODU'],
    ['Rejestracja pojazdu', 'rej'],
    ['Zieleń', ''],
  ])('%s by "%s"', (text, typed) => {
    expect(meansSame(text, typed)).toBe(true);
  });

  test.each([
    ['Dziura w jezdni', 'chodnik'],
    ['Dziura w jezdni', 'dziura chodnik'],
    ['Odpady', 'pady'],
    ['Dowód osobisty', 'dom'],
  ])('%s not by "%s"', (text, typed) => {
    expect(meansSame(text, typed)).toBe(false);
  });
});
