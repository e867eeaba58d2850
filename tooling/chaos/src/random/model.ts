/** What an object may hold, as far as is known: after a write that failed it is the old content or the new. */
export class Model {
  readonly #contents = new Map<string, readonly (Uint8Array | undefined)[]>()
  readonly #everything = new Map<string, readonly Uint8Array[]>()
  #acknowledged = 0

  /** Writes that were acknowledged. */
  get acknowledged(): number {
    return this.#acknowledged
  }

  names(): readonly string[] {
    return [...this.#contents.keys()]
  }

  /** Contents that a reader may find; `undefined` stands for no object. */
  mayHold(name: string): readonly (Uint8Array | undefined)[] {
    return this.#contents.get(name) ?? [undefined]
  }

  /** A write succeeded: nothing else may be found from now on. */
  written(name: string, content: Uint8Array | undefined): void {
    this.#acknowledged += 1
    this.#contents.set(name, [content])
    this.#remember(name, content)
  }

  #remember(name: string, content: Uint8Array | undefined): void {
    if (content !== undefined) this.#everything.set(name, [...(this.#everything.get(name) ?? []), content])
  }

  /** A write failed: both may be found. */
  unsure(name: string, content: Uint8Array | undefined): void {
    this.#contents.set(name, [...this.mayHold(name), content])
    this.#remember(name, content)
  }

  /** Tells whether a content is one that was written once, and since then overwritten: whole, and of its time. */
  isStale(name: string, found: Uint8Array): boolean {
    return (this.#everything.get(name) ?? []).some((content) => Buffer.compare(content, found) === 0)
  }

  /** Tells whether a content is one that may be found, in the part of it that was asked for. */
  allows(
    name: string,
    found: Uint8Array | undefined,
    part: (content: Uint8Array) => Uint8Array = (content) => content,
  ): boolean {
    return this.mayHold(name).some((content) => {
      if (content === undefined || found === undefined) return content === found
      return Buffer.compare(part(content), found) === 0
    })
  }
}
