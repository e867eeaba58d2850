import { parseNamespace, type Namespace } from './namespace.js'
import { parseProvider, type Provider } from './provider.js'

/** What a uname addresses; `object` is `''` for a bucket. */
export interface Uname {
  readonly provider: Provider
  readonly namespace: Namespace
  readonly bucket: string
  readonly object: string
}

/** Reads `provider/@ns/bucket/` or `provider/@ns/bucket/object`; `undefined` for anything else. */
export const parseUname = (uname: string): Uname | undefined => {
  const match = /^([^/]+)\/([^/]+)\/([^/]+)\/(.*)$/s.exec(uname)
  if (match === null) return undefined
  const [, providerName = '', namespaceText = '', bucket = '', object = ''] = match
  const provider = parseProvider(providerName)
  const namespace = parseNamespace(namespaceText)
  return provider === undefined || namespace === undefined ? undefined : { provider, namespace, bucket, object }
}
