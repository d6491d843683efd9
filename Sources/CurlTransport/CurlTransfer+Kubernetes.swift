import CCurl
import ClusterModel
import Endpoints

extension CurlTransfer {
    /// Prepares a GET to the API server; of a watch, `milliseconds` bounds the connecting alone, and silence is watched by the reader.
    ///
    /// Redirects are not followed, so what is shown goes to that server alone. Connections are kept: the server serves many and
    /// each costs a TLS handshake.
    func prepareKubernetes(
        _ access: KubernetesAccess,
        showing credential: KubernetesCredential,
        userAgent: String,
        milliseconds: Int
    ) throws(OptionFailure) {
        let pointer = easy.pointer
        secrets = access.secrets(with: credential)
        var headers = ["Accept: application/json, */*"]
        detour = try connect(to: request.url ?? "", by: access, milliseconds: milliseconds, &headers)
        if request.isStream {
            try shim_setopt_timeout_ms(pointer, 0).check()
        } else {
            // A list shrinks to a twentieth; a watch's messages must not wait for a compressor.
            try shim_setopt_accept_gzip(pointer).check()
        }
        try shim_setopt_http_get(pointer).check()
        try shim_setopt_http_version_1_1(pointer).check()
        try shim_setopt_tcp_keepalive(pointer).check()
        // One that begins with `curl/` or `Mozilla/5.0` would get pretty-printed answers, twice as large.
        try shim_setopt_user_agent(pointer, userAgent).check()
        try shim_setopt_follow_location(pointer, 0).check()
        try receiveBody()
        try noticeTLS()
        try apply(access, showing: credential, &headers)
        let list = HeaderList(headers)
        ownHeaders = list
        try shim_setopt_headers(pointer, list.first).check()
    }
}
