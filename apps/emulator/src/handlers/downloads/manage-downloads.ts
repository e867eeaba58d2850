import { route } from '@ais/core/wire'
import { abortDownloadRoute, getDownloadsRoute, removeDownloadRoute } from '@ais/downloads/wire'
import { ApiFailure } from '../../api-failure.js'
import { downloadJson, downloadStatusJson, type EmulatedDownload } from '../../downloads/emulated-download.js'
import { goRegexpOr, type GoRegexp } from '../../rules/go-regexp.js'
import type { EmulatorReply, EmulatorRequest, HandlerContext, HandlerEntry } from '../../server/handler.js'
import { nodeName } from '../../topology/node.js'

interface AdminMessage {
  readonly id: string
  readonly regex: GoRegexp | undefined
  readonly isActiveOnly: boolean
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** @throws ApiFailure 400 */
const adminMessage = (request: EmulatorRequest, context: HandlerContext): AdminMessage => {
  const { message } = request
  if (message === undefined)
    throw new ApiFailure(
      400,
      `${nodeName(context.node)}: failed to unmarshal [**dload.AdminBody] (${request.method}), err: EOF (prxdl.go, #55)`,
    )
  const [id, pattern] = [text(message['id']), text(message['regex'])]
  if (id !== '' && pattern !== '')
    throw new ApiFailure(
      400,
      `regex ${JSON.stringify(pattern)} and job ID ${JSON.stringify(id)} cannot be defined together (choose one or the other)`,
    )
  const regex = pattern === '' ? undefined : goRegexpOr((reason) => new ApiFailure(400, reason, 'Error'), pattern)
  if (request.method === 'DELETE' && id === '') throw new ApiFailure(400, 'UUID not specified')
  return { id, regex, isActiveOnly: message['only_active_tasks'] === true }
}

/** @throws ApiFailure 404 in the words of a target */
const requireDownload = (id: string, { cluster, node }: HandlerContext): EmulatedDownload => {
  const download = cluster.downloads.find(id)
  if (download !== undefined) return download
  const target = cluster.topology.targets[0] ?? node
  throw new ApiFailure(404, `${nodeName(target)}: download job ${id} does not exist`, 'ErrNotFound').by(target)
}

const json = (value: unknown): EmulatorReply => ({
  status: 200,
  headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  body: JSON.stringify(value),
})

const look = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const { id, regex, isActiveOnly } = adminMessage(request, context)
  if (id !== '') return json(downloadStatusJson(requireDownload(id, context), isActiveOnly))
  const listed = context.cluster.downloads
    .list()
    .filter((download) => (!isActiveOnly || download.isRunning) && (regex?.test(download.description) ?? true))
  return json(listed.map(downloadJson))
}

const abort = async (request: EmulatorRequest, context: HandlerContext): Promise<EmulatorReply> => {
  const download = requireDownload(adminMessage(request, context).id, context)
  context.cluster.jobs.stop(download.job.id)
  await download.job.finished
  return { status: 200 }
}

const remove = (request: EmulatorRequest, context: HandlerContext): EmulatorReply => {
  const { id } = adminMessage(request, context)
  const download = requireDownload(id, context)
  if (download.isRunning)
    throw new ApiFailure(400, `job ${JSON.stringify(id)} is still running`).by(context.cluster.topology.targets[0])
  context.cluster.downloads.remove(id)
  return { status: 200 }
}

/** Status and list, abort and remove of downloads. */
export const manageDownloadsHandlers: readonly HandlerEntry[] = [
  { route: getDownloadsRoute, node: 'proxy', handle: look },
  { route: abortDownloadRoute, node: 'proxy', handle: abort },
  { route: removeDownloadRoute, node: 'proxy', handle: remove },
  {
    route: route('DELETE', '/v1/download/{verb}'),
    node: 'proxy',
    handle: (request, context) => {
      adminMessage(request, context)
      throw new ApiFailure(400, `invalid action ${JSON.stringify(request.params['verb'])}`)
    },
  },
]
