const answer = (status: number, headers: string, body: string): string =>
  `HTTP/1.1 ${status} X\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`

/** What a server makes of a request that holds secrets, by what it does; `''` breaks the connection, `undefined` never answers. */
export const faultyAnswers: Readonly<Record<string, (request: string) => string | undefined>> = {
  ...Object.fromEntries(
    [400, 401, 403, 404, 409, 416, 429, 500, 501, 503].map((status) => [
      `quotes all with ${status} in JSON`,
      (request: string) => answer(status, '', JSON.stringify({ status, tcode: 'ErrX', message: `bad: ${request}` })),
    ]),
  ),
  'quotes all as text': (request) => answer(400, '', request),
  'quotes all as HTML': (request) => answer(502, '', `<html>${request}</html>`),
  'quotes all twice escaped': (request) => answer(400, '', JSON.stringify({ message: JSON.stringify(request) })),
  'quotes it in a header': (request) =>
    answer(400, `Hdr-Error: ${JSON.stringify({ message: request.replaceAll(/[^ -~]/g, ' ') })}\r\n`, ''),
  'quotes it as a cookie': (request) => answer(400, `Set-Cookie: x=${request.replaceAll(/[^ -~]/g, ' ')}\r\n`, ''),
  'quotes it as success': (request) => answer(200, '', request),
  'quotes it as JSON of another shape': (request) =>
    answer(200, '', JSON.stringify({ id: { is: request }, token: [request], uuid: 7, pmap: request })),
  'redirects with credentials': () =>
    answer(307, 'Location: http://CANARY-location-user:CANARY-location-pw@127.0.0.1:1/x\r\n', ''),
  'redirects to where nobody is, signed': () =>
    answer(307, 'Location: http://127.0.0.1:1/x?X-Amz-Signature=CANARY-location-signature\r\n', ''),
  'redirects to no URL': () => answer(307, 'Location: CANARY-location\r\n', ''),
  'redirects to another scheme': () => answer(307, 'Location: ftp://CANARY-location@h/x\r\n', ''),
  'answers an odd status': () => answer(305, 'Location: http://h/?CANARY-location\r\n', ''),
  'cuts the body': () => 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{"CANARY-cut',
  'answers no HTTP': (request) => `CANARY-garbage ${request}`,
  'answers broken headers': () => 'HTTP/1.1 200 OK\r\nCANARY header\r\n\r\n',
  'hangs up': () => '',
  'never answers': () => undefined,
}
