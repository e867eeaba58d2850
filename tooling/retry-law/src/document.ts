import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { retryLaw, type RetryRuling } from '@ais/core/testing'
import { allSamples } from './all-samples.ts'
import { conditions, type Condition } from './condition.ts'

/** Where the law is written down. */
export const documentFile = fileURLToPath(new URL('../../../docs/reliability/retry-law.md', import.meta.url))

const rulings: Readonly<Record<RetryRuling, string>> = {
  retry: 'retry',
  fail: 'its error',
  unknown: '`OutcomeUnknown`',
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')

const lawTable = (): string =>
  table(
    [
      'What happens',
      'nothing of effect sent',
      'sent, may be sent twice',
      'sent, must not be sent twice',
      'while content is read',
    ],
    Object.values(retryLaw).map(({ what, unsent, idempotent, once, reading }) => [
      what,
      rulings[unsent],
      rulings[idempotent],
      rulings[once],
      reading === 'resume' ? 'resume' : 'its error',
    ]),
  )

const operationsTable = (): string => {
  const byKind = (idempotent: boolean): string =>
    [
      ...new Set(
        allSamples
          .filter(({ make }) => make().idempotent === idempotent)
          .map(
            ({ exported, name }) =>
              `\`${name.slice(exported.lastIndexOf(' ') + 1).replace(/ (single )?stream$/, '')}\``,
          ),
      ),
    ]
      .toSorted()
      .join(', ')
  return table(
    ['', 'operations'],
    [
      ['may be sent twice', byKind(true)],
      ['must not be sent twice', byKind(false)],
    ],
  )
}

const places: Readonly<Record<Condition['place'], string>> = {
  proxy: 'at the proxy',
  end: 'where the call ends',
}

const conditionsTable = (): string =>
  table(
    ['What the server does, once', 'where', 'row of the law'],
    conditions.map(({ name, place, row: ofLaw, isHopeless }) => [
      name,
      places[place],
      `${retryLaw[ofLaw].what}${isHopeless === true ? '; asks for more patience than a call has' : ''}`,
    ]),
  )

const sections: Readonly<Record<string, () => string>> = {
  law: lawTable,
  operations: operationsTable,
  conditions: conditionsTable,
}

/** The document with the tables that are written from code; the rest of it is kept. */
export const renderDocument = (kept: string): string =>
  Object.entries(sections).reduce(
    (text, [name, render]) =>
      text.replace(
        new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`),
        (_, start: string, end: string) => `${start}${render()}\n${end}`,
      ),
    kept,
  )

/** The document as it is. */
export const readDocument = (): string => readFileSync(documentFile, 'utf8')
