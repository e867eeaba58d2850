import { compareUtf8 } from './utf8-order.js'

/** Names in UTF-8 order, with binary search. */
export class NameIndex {
  readonly #names: string[] = []

  /** Position of the first name that is not before `name`. */
  #position(name: string): number {
    let [low, high] = [0, this.#names.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (compareUtf8(this.#names[middle] ?? '', name) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  add(name: string): void {
    const at = this.#position(name)
    if (this.#names[at] !== name) this.#names.splice(at, 0, name)
  }

  remove(name: string): void {
    const at = this.#position(name)
    if (this.#names[at] === name) this.#names.splice(at, 1)
  }

  /** Names with a prefix and greater than `after`, at most `limit`. */
  *page(prefix: string, after: string, limit: number): Generator<string> {
    const isInside = compareUtf8(after, prefix) >= 0
    let at = this.#position(isInside ? after : prefix)
    if (isInside && after !== '' && this.#names[at] === after) at += 1
    for (let count = 0; count < limit; count += 1, at += 1) {
      const name = this.#names[at]
      if (name === undefined || !name.startsWith(prefix)) return
      yield name
    }
  }
}
