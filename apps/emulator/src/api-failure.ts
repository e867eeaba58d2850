/** An error answer of AIStore; thrown by handlers, written by the server with the node's name and the request's path. */
export class ApiFailure extends Error {
  readonly status: number
  /** `''` is left out of the answer, as the real server does. */
  readonly tcode: string
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, message: string, tcode = '', headers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.status = status
    this.tcode = tcode
    this.headers = headers
  }
}
