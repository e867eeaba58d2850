// `npm run docs:update`: writes the tables of docs/reliability/retry-law.md anew.
import { writeFileSync } from 'node:fs'
import { documentFile, readDocument, renderDocument } from './document.ts'

writeFileSync(documentFile, renderDocument(readDocument()))
