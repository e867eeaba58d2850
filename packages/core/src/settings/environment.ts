import { platform } from '#platform'

/** Longest delay a timer can hold, about 24.8 days; a longer one would fire at once. */
export const maxTimerMs = 2_147_483_647

const truthy = new Set(['1', 't', 'true', 'y', 'yes', 'on'])

/** Tells whether a variable says yes, in AIStore's spellings. */
export const envFlag = (name: string): boolean => truthy.has((platform.env(name) ?? '').trim().toLowerCase())

/** A variable as a number of at least `min`; `undefined` when unset or no such number, as the Python SDK has it. */
export const envNumber = (name: string, min: number): number | undefined => {
  const text = platform.env(name)?.trim()
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  return Number.isFinite(value) && value >= min ? value : undefined
}

/** Seconds of a variable as milliseconds; 0 means none. */
export const envSecondsAsMs = (name: string): number | undefined => {
  const seconds = envNumber(name, 0)
  return seconds === undefined ? undefined : Math.min(maxTimerMs, Math.round(seconds * 1000))
}
