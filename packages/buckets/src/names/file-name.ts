/** Longest name of a file that the usual file systems take, in bytes. */
const maxNameBytes = 255

const encoder = new TextEncoder()
const control = /[\u0000-\u001f\u007f]/
const forbiddenOnWindows = /[<>:"|?*\\]/
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\.|$)/i

const componentProblem = (component: string, isWindows: boolean): string | undefined => {
  if (component === '') return 'has an empty component'
  if (component === '.' || component === '..') return `has the component '${component}'`
  if (control.test(component)) return 'has control characters'
  if (encoder.encode(component).length > maxNameBytes) return `has a component of more than ${maxNameBytes} bytes`
  if (!isWindows) return undefined
  if (forbiddenOnWindows.test(component)) return `has a character that files cannot have on Windows, in '${component}'`
  if (/[. ]$/.test(component)) return `has a component that ends with a dot or a blank, which Windows drops`
  return device.test(component) ? `has the name of a device on Windows, '${component}'` : undefined
}

/**
 * Says why an object of this name cannot become a file below a folder, under its name and no other; `undefined` when it can. Objects may
 * have names that lead out of a folder, or mean something else to the system; what Windows alone cannot have is refused there alone.
 */
export const fileNameProblem = (name: string, isWindows: boolean): string | undefined => {
  if (!name.isWellFormed()) return 'is not valid Unicode'
  for (const component of name.split('/')) {
    const problem = componentProblem(component, isWindows)
    if (problem !== undefined) return problem
  }
  return undefined
}
