/**
 * Whether ten digits are an NHS number by their check digit: weights 10 to 2, eleven minus the sum modulo 11,
 * where 11 stands for 0 and 10 is never valid. It cannot catch a wrong but valid number: read it back.
 * Source: NHS Data Dictionary, "NHS NUMBER".
 */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const sum = [...digits.slice(0, 9)].reduce((so, digit, index) => so + Number(digit) * (10 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
}
