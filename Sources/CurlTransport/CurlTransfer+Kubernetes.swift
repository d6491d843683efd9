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
        secrets = credential.secrets + (access.proxy?.credentials.map { [$0.password] } ?? [])
        var headers = ["Accept: application/json, */*"] + (access.impersonation?.headers ?? [])
        try connect(to: try address(access, &headers), milliseconds: milliseconds)
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
        try trust(access)
        if let proxy = access.proxy { try pass(through: proxy, access) }
        try show(credential, &headers)
        let list = HeaderList(headers)
        ownHeaders = list
        try shim_setopt_headers(pointer, list.first).check()
    }

    /// The URL; one whose host is the name in the server's certificate, where it is reached at another.
    ///
    /// TLS asks for and checks the URL's host, so the name goes there and the connection goes elsewhere; the `Host` header stays
    /// what it would have been, as kubectl has it.
    private func address(_ access: KubernetesAccess, _ headers: inout [String]) throws(OptionFailure) -> String {
        let url = request.url ?? ""
        let server = access.server
        guard let name = access.serverName, server.isTLS else { return url }
        let hosts = HeaderList(["\(name):\(server.port):\(server.authority)"])
        detour = hosts
        try shim_setopt_connect_to(easy.pointer, hosts.first).check()
        let bare = server.host.contains(":") ? "[\(server.host)]" : server.host
        headers.append("Host: \(server.port == 443 ? bare : server.authority)")
        return "https://\(name):\(server.port)\(url.dropFirst("https://\(server.authority)".count))"
    }

    private func trust(_ access: KubernetesAccess) throws(OptionFailure) {
        let pointer = easy.pointer
        try shim_setopt_tls_1_2_or_newer(pointer).check()
        try shim_setopt_verify_peer(pointer, access.isInsecure ? 0 : 1).check()
        try shim_setopt_verify_host(pointer, access.isInsecure ? 0 : 2).check()
        guard let authority = access.authority else { return }
        switch authority {
        case .file(let path): try shim_setopt_ca_file(pointer, path).check()
        case .text(let text): try text.withBytes { shim_setopt_ca_pem(pointer, $0, $1) }.check()
        }
        // Who names an authority trusts it alone; distributions preset a folder of the system's besides.
        try shim_unset_ca_path(pointer).check()
    }

    /// What a proxy is behind TLS is believed by the same authority, as kubectl does (Go `net/http`, `Transport.TLSClientConfig`).
    private func pass(through proxy: WebProxy, _ access: KubernetesAccess) throws(OptionFailure) {
        let pointer = easy.pointer
        try shim_setopt_proxy(pointer, proxy.url).check()
        try shim_setopt_proxy_for_all(pointer).check()
        if let credentials = proxy.credentials {
            try shim_setopt_proxy_username(pointer, credentials.username).check()
            try shim_setopt_proxy_password(pointer, credentials.password.reveal()).check()
        }
        guard proxy.kind == .https else { return }
        try shim_setopt_proxy_verify(pointer, access.isInsecure ? 0 : 1).check()
        guard let authority = access.authority else { return }
        switch authority {
        case .file(let path): try shim_setopt_proxy_ca_file(pointer, path).check()
        case .text(let text): try text.withBytes { shim_setopt_proxy_ca_pem(pointer, $0, $1) }.check()
        }
        try shim_unset_proxy_ca_path(pointer).check()
    }

    private func show(_ credential: KubernetesCredential, _ headers: inout [String]) throws(OptionFailure) {
        let pointer = easy.pointer
        if let certificate = credential.certificate {
            switch certificate.certificate {
            case .file(let path): try shim_setopt_client_certificate(pointer, path).check()
            case .text(let text): try text.withBytes { shim_setopt_client_certificate_pem(pointer, $0, $1) }.check()
            }
            switch certificate.key {
            case .file(let path): try shim_setopt_client_key(pointer, path).check()
            case .text(let text): try text.withBytes { shim_setopt_client_key_pem(pointer, $0, $1) }.check()
            }
            // Otherwise OpenSSL asks for a locked key's password on our terminal.
            try shim_setopt_client_key_password(pointer, "").check()
        }
        switch credential.authorization {
        case .bearer(let token): headers.append("Authorization: Bearer \(token.reveal())")
        case .basic(let credentials):
            try shim_setopt_http_auth_basic(pointer).check()
            try shim_setopt_username(pointer, credentials.username).check()
            try shim_setopt_password(pointer, credentials.password.reveal()).check()
        case nil: break
        }
    }
}

extension WebProxy {
    /// As libcurl spells it, without the credentials; `socks5h` leaves names to the proxy.
    fileprivate var url: String {
        let scheme =
            switch kind {
            case .http: "http"
            case .https: "https"
            case .socks5: "socks5h"
            }
        return "\(scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }
}

extension Secret {
    fileprivate func withBytes<Result>(_ body: (UnsafeRawPointer?, Int) -> Result) -> Result {
        Array(reveal().utf8).withUnsafeBytes { body($0.baseAddress, $0.count) }
    }
}
