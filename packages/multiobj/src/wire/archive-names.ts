/** Formats of archives, each by the file extensions that mean it. @wire cmn/archive/mime.go */
export const archiveExtensions: Readonly<Record<string, '.tar' | '.tgz' | '.zip' | '.tar.lz4'>> = {
  '.tar': '.tar',
  '.tgz': '.tgz',
  '.tar.gz': '.tgz',
  '.zip': '.zip',
  '.tar.lz4': '.tar.lz4',
}

/** The format that an object's name or an extension says; `undefined` for none. */
export const archiveFormatOf = (name: string): '.tar' | '.tgz' | '.zip' | '.tar.lz4' | undefined => {
  const extension = Object.keys(archiveExtensions).find((known) => name.endsWith(known))
  return extension === undefined ? undefined : archiveExtensions[extension]
}
