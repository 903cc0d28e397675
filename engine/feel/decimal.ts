/**
 * Owns exact decimal arithmetic on JSON numbers: 0.1 + 0.2 is 0.3, as in Zeebe, whose numbers are decimals of 34 digits.
 * A number is read as the shortest decimal text that stands for it, and the result is the nearest number JSON can carry.
 */
interface Decimal {
  readonly digits: bigint;
  /** The value is digits × 10^-scale; never negative. */
  readonly scale: number;
}

const quotientDigits = 34;

export function add(a: number, b: number): number {
  const sum = a + b;
  return Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(sum) ? sum : aligned(a, b, (x, y) => x + y);
}

export function subtract(a: number, b: number): number {
  return add(a, -b);
}

export function multiply(a: number, b: number): number {
  const product = a * b;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b) && Number.isSafeInteger(product)) return product + 0;
  const x = decimal(a);
  const y = decimal(b);
  return number({ digits: x.digits * y.digits, scale: x.scale + y.scale });
}

/** Null when the divisor is zero, as in FEEL. */
export function divide(a: number, b: number): number | null {
  if (b === 0) return null;
  const x = decimal(a);
  const y = decimal(b);
  const extra = quotientDigits + y.scale;
  return number({ digits: (x.digits * 10n ** BigInt(extra)) / y.digits, scale: x.scale + extra - y.scale });
}

function aligned(a: number, b: number, operation: (x: bigint, y: bigint) => bigint): number {
  const x = decimal(a);
  const y = decimal(b);
  const scale = Math.max(x.scale, y.scale);
  const widen = (value: Decimal) => value.digits * 10n ** BigInt(scale - value.scale);
  return number({ digits: operation(widen(x), widen(y)), scale });
}

function decimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const digits = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function number({ digits, scale }: Decimal): number {
  return Number(`${digits}e${-scale}`);
}

/** The text that `string()` gives: Java's for a long, or for the decimal made of a double. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 63) return BigInt(value).toString();
  const text = String(value);
  if (Math.abs(value) >= 1e-3 && !text.includes('e')) return text;
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const padded = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  const power = Number(exponent);
  if (power < -6 || power > 0) return `${padded}E${power > 0 ? '+' : ''}${power}`;
  const sign = padded.startsWith('-') ? '-' : '';
  return `${sign}0.${'0'.repeat(-power - 1)}${padded.replace(/[-.]/g, '')}`;
}
