import type { Socket } from 'node:net'
import type { Condition, Deed } from './condition.ts'
import { refusingOrigin, startRawServer, type RawRequest, type RawServer } from './raw-server.ts'
import type { SampleAnswer } from './sample.ts'

/** Header by which the servers know the cell that a request is of. */
export const cellHeader = 'x-cell'

/** What the servers do for one cell, and what they saw of it. */
export interface Scene {
  readonly condition: Condition | undefined
  readonly isRedirected: boolean
  readonly answer: SampleAnswer
  readonly seen: { atProxy: number; atTarget: number }
  /** Whether the condition has happened. */
  isDone: boolean
}

/** A proxy, a target and a port where nobody listens. */
export interface Stage extends AsyncDisposable {
  readonly origin: string
  readonly refusing: string
  /** Scenes by the cell's header. */
  readonly scenes: Map<string, Scene>
}

const reasons: Readonly<Record<number, string>> = { 200: 'OK', 307: 'Temporary Redirect' }

const write = (socket: Socket, method: string, answer: Required<SampleAnswer>): void => {
  const headers = { ...answer.headers, 'content-length': String(Buffer.byteLength(answer.body)) }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `HTTP/1.1 ${answer.status} ${reasons[answer.status] ?? 'Odd'}\r\n${lines.join('')}\r\n`
  socket.write(method === 'HEAD' ? head : head + answer.body)
}

const writePart = (socket: Socket, { headers = {} }: SampleAnswer, sent?: () => void): void => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`HTTP/1.1 200 OK\r\n${lines.join('')}content-length: 100\r\n\r\n{"a":`, sent)
}

const does = (deed: Deed, { method }: RawRequest, socket: Socket, answer: SampleAnswer): void => {
  switch (deed.kind) {
    case 'answer':
      return write(socket, method, deed)
    case 'reset':
    case 'reset-in-body':
      socket.resetAndDestroy()
      return
    case 'hang-up':
      socket.destroy()
      return
    case 'garbage':
      socket.end('SSH-2.0-nothing\r\n\r\n')
      return
    case 'cut':
      return writePart(socket, answer, () => (deed.how === 'end' ? socket.end() : socket.resetAndDestroy()))
    case 'stall-in-answer':
      return writePart(socket, answer)
    case 'bad-json':
      return write(socket, method, { status: 200, headers: answer.headers ?? {}, body: '{"a":' })
    case 'stall':
    case 'refuse':
  }
}

/** Opens the stage. */
export const openStage = async (): Promise<Stage> => {
  const scenes = new Map<string, Scene>()
  const refusing = await refusingOrigin()
  const sceneOf = ({ headers }: RawRequest): Scene | undefined => scenes.get(headers.get(cellHeader) ?? '')
  const isDue = (scene: Scene, place: 'proxy' | 'target'): boolean => {
    const { condition, isRedirected, isDone } = scene
    if (condition === undefined || isDone || condition.deed.kind === 'refuse') return false
    return condition.place === 'proxy' ? place === 'proxy' : place === (isRedirected ? 'target' : 'proxy')
  }
  const good = (scene: Scene, { method }: RawRequest, socket: Socket): void =>
    write(socket, method, { status: 200, headers: {}, body: '', ...scene.answer })

  const start = (place: 'proxy' | 'target', onGood: typeof good): Promise<RawServer> =>
    startRawServer({
      head: (request, socket) => {
        const scene = sceneOf(request)
        // Of a cell that is over: its client has given up.
        if (scene === undefined) return socket.destroy().destroyed
        scene.seen[place === 'proxy' ? 'atProxy' : 'atTarget'] += 1
        // The question of a PUT has no body; only what comes after it has one to be reset in.
        const isInBody = scene.condition?.deed.kind === 'reset-in-body' && request.headers.get('content-length') !== '0'
        if (!isInBody || !isDue(scene, place)) return false
        scene.isDone = true
        socket.resetAndDestroy()
        return true
      },
      whole: (request, socket) => {
        const scene = sceneOf(request)
        if (scene === undefined) return void socket.destroy()
        if (!isDue(scene, place)) return onGood(scene, request, socket)
        scene.isDone = true
        return does((scene.condition as Condition).deed, request, socket, scene.answer)
      },
    })
  const target = await start('target', good)
  const proxy = await start('proxy', (scene, request, socket) => {
    if (!scene.isRedirected) return good(scene, request, socket)
    const { condition } = scene
    const isRefused = condition?.deed.kind === 'refuse' && condition.place === 'end' && !scene.isDone
    scene.isDone ||= isRefused
    const location = `${isRefused ? refusing : target.origin}${request.target}`
    return write(socket, request.method, { status: 307, headers: { location }, body: '' })
  })
  return {
    origin: proxy.origin,
    refusing,
    scenes,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await target[Symbol.asyncDispose]()
    },
  }
}
