import { addDays } from './warsawDay.ts'

/** Days off that have a date (ustawa o dniach wolnych od pracy; 24 December since 2025), as `MM-DD`. */
const FIXED_HOLIDAYS = new Set(['01-01', '01-06', '05-01', '05-03', '08-15', '11-01', '11-11', '12-25', '12-26'])
const CHRISTMAS_EVE = '12-24'
const FIRST_YEAR_OF_CHRISTMAS_EVE = 2025

/** Easter Monday and Corpus Christi; Easter and Pentecost are Sundays. Days after Easter Sunday. */
const MOVEABLE_HOLIDAYS = [1, 60]

/** Whether a day (`YYYY-MM-DD`) is a working day in Poland: Monday to Friday and no public holiday. */
export function isWorkingDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay()
  if (weekday === 0 || weekday === 6) return false
  const year = Number(day.slice(0, 4))
  const date = day.slice(5)
  if (FIXED_HOLIDAYS.has(date) || (date === CHRISTMAS_EVE && year >= FIRST_YEAR_OF_CHRISTMAS_EVE)) return false
  return !MOVEABLE_HOLIDAYS.some((after) => addDays(easterSunday(year), after) === day)
}

/** The first working day after a day. */
export function nextWorkingDay(day: string): string {
  let next = addDays(day, 1)
  while (!isWorkingDay(next)) next = addDays(next, 1)
  return next
}

/** How many working days lie after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysAfter(from: string, to: string): number {
  let count = 0
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
  return count
}

/** Easter Sunday of the Gregorian calendar (the anonymous algorithm, as printed in Meeus, Astronomical Algorithms, ch. 8). */
function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const month = Math.floor((h + l - 7 * m + 90) / 25)
  const day = (h + l - 7 * m + 33 * month + 19) % 32
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}
