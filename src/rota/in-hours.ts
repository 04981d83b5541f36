const msPerHour = 3_600_000;

/** A length of time in hours to one place, as a person reads them. A little is told to two, lest it be nothing. */
export function inHours(milliseconds: number): number {
  const hours = milliseconds / msPerHour;
  const tenths = Math.round(hours * 10) / 10;
  return tenths > 0 ? tenths : Math.ceil(hours * 100) / 100;
}

/** "2.5", or "less than 0.1". */
export function hoursFigure(hours: number): string {
  return hours > 0 && hours < 0.1 ? 'less than 0.1' : String(hours);
}

/** "1 hour", "2.5 hours", "less than 0.1 hours". */
export function hoursWords(hours: number): string {
  return `${hoursFigure(hours)} ${hours === 1 ? 'hour' : 'hours'}`;
}
