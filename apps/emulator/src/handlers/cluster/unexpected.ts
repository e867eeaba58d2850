import { route } from '@ais/core/wire'
import { ApiFailure } from '../../api-failure.js'
import type { Handler, HandlerEntry } from '../../server/handler.js'
import { notEmulated } from '../../strict.js'

/** Changes that AIStore has at a path of their own and this emulator has not. */
const notHere: ReadonlySet<string> = new Set(['load-x509', 'primary'])

/** A real proxy takes no notice of what it does not know. */
const ignore: Handler = ({ params, path }) => {
  if (notHere.has(params['rest']?.split('/')[0] ?? '')) throw notEmulated(path)
  return { status: 200 }
}

/** Nodes leave by an action; this call is for nodes among themselves. */
const refuseDelete: Handler = () => {
  throw new ApiFailure(403, 'not expecting DELETE /v1/cluster via pub-net')
}

/** What is left of the cluster's paths: listed after all others. @wire ais/prxclu.go httpcluput, httpcludel */
export const unexpectedHandlers: readonly HandlerEntry[] = [
  { route: route('PUT', '/v1/cluster/{rest+}'), node: 'proxy', handle: ignore },
  { route: route('DELETE', '/v1/cluster/{rest+}'), node: 'proxy', handle: refuseDelete },
]
