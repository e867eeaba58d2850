/** Ports that hostile locations lead to. */
export interface LocationPorts {
  /** The configured endpoint. */
  readonly endpoint: number
  /** A node of the cluster map. */
  readonly node: number
  /** Somebody else. */
  readonly stranger: number
  /** Path of somebody else's socket. */
  readonly socketPath: string
}

const path = '/v1/objects/b/o?provider=ais&pid=p1'

/** Values of `Location` that a hostile server could answer, by what is wrong with them. */
export const hostileLocations = ({
  endpoint,
  node,
  stranger,
  socketPath,
}: LocationPorts): Readonly<Record<string, string>> => ({
  // Other hosts and ports.
  'another port': `http://127.0.0.1:${stranger}${path}`,
  'another address with our port': `http://127.0.0.2:${endpoint}${path}`,
  'another name of this machine': `http://localhost:${stranger}${path}`,
  'a name in capitals': `http://LOCALHOST:${stranger}${path}`,
  'a name with a final dot': `http://localhost.:${stranger}${path}`,
  'a name below localhost': `http://evil.localhost:${stranger}${path}`,
  'IPv6 loopback': `http://[::1]:${stranger}${path}`,
  'IPv4 in IPv6': `http://[::ffff:127.0.0.1]:${stranger}${path}`,
  'IPv4 in IPv6, in hex': `http://[::ffff:7f00:1]:${stranger}${path}`,
  'IPv6 with a zone': `http://[fe80::1%25lo]:${stranger}${path}`,
  'IPv6 with a bare zone': `http://[fe80::1%lo]:${stranger}${path}`,
  'IPv6 that never ends': `http://[::1:${stranger}${path}`,
  'a short IPv4 address': `http://127.1:${stranger}${path}`,
  'a decimal IPv4 address': `http://2130706433:${stranger}${path}`,
  'a hexadecimal IPv4 address': `http://0x7f000001:${stranger}${path}`,
  'an octal IPv4 address': `http://0177.0.0.1:${stranger}${path}`,
  'the address of all': `http://0.0.0.0:${stranger}${path}`,
  'a port with zeros before it': `http://127.0.0.1:0${stranger}${path}`,
  'port 0': `http://127.0.0.1:0${path}`,
  'a port beyond all': `http://127.0.0.1:65536${path}`,
  'a negative port': `http://127.0.0.1:-1${path}`,
  'an empty port': `http://127.0.0.1:${path}`,
  'a name that is nowhere': `http://node.invalid:${stranger}${path}`,
  // Other schemes.
  https: `https://127.0.0.1:${stranger}${path}`,
  'capitals in the scheme': `HTTP://127.0.0.1:${stranger}${path}`,
  ftp: `ftp://127.0.0.1:${stranger}${path}`,
  file: 'file:///etc/passwd',
  script: 'javascript:fetch("//127.0.0.1")',
  data: 'data:text/plain,ok',
  blob: `blob:http://127.0.0.1:${stranger}/x`,
  'web socket': `ws://127.0.0.1:${stranger}${path}`,
  'a Unix socket': `unix:${socketPath}:/v1`,
  "got's Unix socket": `http://unix:${socketPath}:/v1/objects/b/o`,
  "got's Unix socket, bare": `http+unix://${encodeURIComponent(socketPath)}/v1/objects/b/o`,
  'a view of the source': `view-source:http://127.0.0.1:${stranger}/`,
  // Credentials.
  'user and password': `http://user:pass@127.0.0.1:${stranger}${path}`,
  'an empty user': `http://@127.0.0.1:${stranger}${path}`,
  'our host as user': `http://127.0.0.1:${endpoint}@127.0.0.1:${stranger}${path}`,
  'our host as encoded user': `http://127.0.0.1%40127.0.0.1:${stranger}${path}`,
  'two at signs': `http://127.0.0.1:${node}@a@127.0.0.1:${stranger}${path}`,
  // Relative, and what parsers disagree about.
  'no scheme': `//127.0.0.1:${stranger}${path}`,
  'three slashes': `///127.0.0.1:${stranger}${path}`,
  'a scheme and no slashes': `http:127.0.0.1:${stranger}${path}`,
  'a scheme and one slash': `http:/127.0.0.1:${stranger}${path}`,
  'a scheme and three slashes': `http:///127.0.0.1:${stranger}${path}`,
  'two slashes after the scheme, reversed': `http:\\\\127.0.0.1:${stranger}${path}`,
  'only backslashes': `\\\\127.0.0.1:${stranger}${path}`,
  'a backslash and an at sign': `http://127.0.0.1:${node}\\@127.0.0.1:${stranger}${path}`,
  'a slash and a backslash': `http:/\\127.0.0.1:${stranger}${path}`,
  'a hash and an at sign': `http://127.0.0.1:${node}#@127.0.0.1:${stranger}${path}`,
  'a question mark and an at sign': `http://127.0.0.1:${node}?@127.0.0.1:${stranger}${path}`,
  'an encoded slash in the host': `http://127.0.0.1%2f@127.0.0.1:${stranger}${path}`,
  'an encoded dot': `http://127%2e0.0.1:${stranger}${path}`,
  'a NUL, encoded': `http://127.0.0.1%00.local:${stranger}${path}`,
  'a tab': `http://127.0.0.1:${stranger}\t${path}`,
  'a tab in the scheme': `ht\ttp://127.0.0.1:${stranger}${path}`,
  'a space before it': ` http://127.0.0.1:${stranger}${path}`,
  'two locations': `http://127.0.0.1:${node}${path}, http://127.0.0.1:${stranger}${path}`,
  'only a path': path,
  'only a query': '?provider=ais',
  'up and out': '../../../v1/daemon?what=config',
  nothing: '',
  // Look-alikes.
  'full-width digits': `http://127.0.0.１:${stranger}${path}`,
  'a full-width at sign': `http://127.0.0.1:${node}＠127.0.0.1:${stranger}${path}`,
  'a full-width slash': `http://127.0.0.1:${node}／@127.0.0.1:${stranger}${path}`,
  'a full-width dot': `http://127．0．0．1:${stranger}${path}`,
  'circled digits': `http://①②⑦.⓪.⓪.①:${stranger}${path}`,
  'a Cyrillic letter': `http://lоcalhost:${stranger}${path}`,
  'a Cyrillic letter in Punycode': `http://xn--lcalhost-hof:${stranger}${path}`,
  'an invisible character': `http://local\u200bhost:${stranger}${path}`,
  // Loops.
  'the endpoint again': `http://127.0.0.1:${endpoint}${path}&again=1`,
  'the endpoint in capitals': `HTTP://127.0.0.1:${endpoint}${path}&again=2`,
  'a very long one': `http://127.0.0.1:${stranger}/${'a'.repeat(12_000)}`,
  // What AIStore does, so that it is seen to work.
  'a node of the map': `http://127.0.0.1:${node}${path}`,
})
