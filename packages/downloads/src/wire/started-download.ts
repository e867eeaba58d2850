import * as t from 'io-ts'

/** What starting a download gives: the job's id. @wire ext/dload/api.go DlPostResp */
export const StartedDownload = t.type({ id: t.string })
