export { DsortInfoByTarget, DsortInfos, type DsortJobInfo, type DsortPhase } from './dsort-info.js'
export { abortDsortRoute, getDsortRoute, removeDsortRoute, startDsortRoute } from './routes.js'
