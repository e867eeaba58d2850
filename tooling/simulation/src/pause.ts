/** Waits by the clock that there is, the virtual one in a simulated world. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))
