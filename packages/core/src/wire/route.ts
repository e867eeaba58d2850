/** HTTP methods that AIStore's API uses. */
export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

/**
 * Where a call goes: method, path template and, for action messages, the action.
 * The client fills the template; the emulator dispatches on the same constant.
 */
export interface Route<Params extends string = string> {
  readonly method: Method
  /** Path with `{name}` for a single segment and `{name+}` for the rest of the path, slashes kept. */
  readonly path: string
  /** The `action` field of the JSON body, where the API has one. */
  readonly action?: string
  /** Only in the type: the names of the template's parameters. */
  readonly params?: Params
}

type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends `${infer Bare}+` ? Bare : Name) | ParamsOf<Rest>
  : never

/** Makes a {@link Route} whose parameter names are read from its path. */
export const route = <const Path extends string>(method: Method, path: Path, action?: string): Route<ParamsOf<Path>> =>
  action === undefined ? { method, path } : { method, path, action }
