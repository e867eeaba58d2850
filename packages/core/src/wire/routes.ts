import { route } from './route.js'

/** @wire GET /v1/health: ais/prxhealth.go */
export const healthRoute = route('GET', '/v1/health')
/** @wire GET /v1/daemon?what=…: ais/prxclu.go httpdaeget */
export const getDaemonRoute = route('GET', '/v1/daemon')
/** @wire GET /v1/cluster?what=…: ais/prxclu.go httpcluget */
export const getClusterRoute = route('GET', '/v1/cluster')
/** @wire PUT /v1/cluster: ais/prxclu.go httpcluput */
export const putClusterRoute = route('PUT', '/v1/cluster')
/** @wire GET /v1/reverse/daemon with Ais-Node-Id: ais/proxy.go reverseHandler */
export const reverseDaemonRoute = route('GET', '/v1/reverse/daemon')
/** @wire GET /v1/buckets: ais/proxy.go listBuckets */
export const listBucketsRoute = route('GET', '/v1/buckets', 'list')
