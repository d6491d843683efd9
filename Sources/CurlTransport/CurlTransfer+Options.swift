import CCurl
import ClusterModel
import Endpoints

extension CurlTransfer {
    /// Prepares a GET.
    ///
    /// Redirects are not followed: neither Patroni nor HAProxy sends any, and a read goes nowhere but where it was told. A
    /// 3xx arrives as the answer it is.
    func prepareGet(
        of url: String,
        access: Access,
        headers: UnsafeMutablePointer<curl_slist>?,
        userAgent: String,
        milliseconds: Int
    ) throws(OptionFailure) {
        let pointer = easy.pointer
        secrets = access.secrets
        try connect(to: url, milliseconds: milliseconds)
        try shim_setopt_http_get(pointer).check()
        try shim_setopt_http_version_1_1(pointer).check()
        try shim_setopt_headers(pointer, headers).check()
        try shim_setopt_user_agent(pointer, userAgent).check()
        try shim_setopt_follow_location(pointer, 0).check()
        // One connection per request: Patroni's workers are few and an idle connection can hold one (patroni `restapi.thread_pool_size`, issue 3705).
        try shim_setopt_fresh_connect(pointer).check()
        try shim_setopt_forbid_reuse(pointer).check()
        try receiveBody()
        try apply(access)
        try noticeTLS()
    }

    /// Prepares a question to etcd; of a stream, `milliseconds` bounds the connecting alone, and silence is watched by the reader.
    ///
    /// etcd serves connections without end, so they are kept: one a second would cost a TLS handshake a second.
    func prepareQuestion(
        _ question: StoreRequest,
        access: Access,
        token: Secret?,
        userAgent: String,
        milliseconds: Int
    ) throws(OptionFailure) {
        let pointer = easy.pointer
        secrets = access.secrets + (token.map { [$0] } ?? [])
        try connect(to: question.url, milliseconds: milliseconds)
        if question.question.isStream { try shim_setopt_timeout_ms(pointer, 0).check() }
        let body = question.body(credentials: access.credentials)
        try shim_setopt_question(pointer, body, curl_off_t(body.count)).check()
        try shim_setopt_http_version_1_1(pointer).check()
        let headers = HeaderList(
            ["Content-Type: application/json"] + (token.map { ["Authorization: \($0.reveal())"] } ?? [])
        )
        ownHeaders = headers
        try shim_setopt_headers(pointer, headers.first).check()
        try shim_setopt_user_agent(pointer, userAgent).check()
        try shim_setopt_follow_location(pointer, 0).check()
        try receiveBody()
        var access = access
        // The gateway knows no Basic authentication: the credentials go into a login, the token into the rest.
        access.credentials = nil
        try apply(access)
        try noticeTLS()
    }

    /// Prepares a bare TCP connection to a database port; the probe speaks over it afterwards.
    ///
    /// Reuse is not forbidden here: libcurl would close the connection as soon as it stands. It closes it when the handle
    /// leaves the multi handle.
    func prepareConnection(to address: ClientAddress, milliseconds: Int) throws(OptionFailure) {
        try connect(to: "http://\(address)", milliseconds: milliseconds)
        try shim_setopt_connect_only(easy.pointer, 1).check()
    }

}

extension Exchange {
    /// What every exchange shares: where to, by which protocols only, for how long, and leaving nothing behind.
    func connect(to url: String, milliseconds: Int) throws(OptionFailure) {
        let pointer = easy.pointer
        try shim_setopt_url(pointer, url).check()
        try shim_setopt_protocols(pointer, "http,https").check()
        try shim_setopt_redirect_protocols(pointer, "http,https").check()
        try shim_setopt_disallow_username_in_url(pointer, 1).check()
        // The empty string also overrules http_proxy and its kin: agents are spoken to directly.
        try shim_setopt_proxy(pointer, "").check()
        try shim_setopt_no_signal(pointer).check()
        try shim_setopt_timeout_ms(pointer, milliseconds).check()
        try shim_setopt_connect_timeout_ms(pointer, milliseconds).check()
        // A pod comes back under its old name with a new address, so names are asked anew after a few seconds.
        try shim_setopt_dns_cache_timeout(pointer, 5).check()
        // Otherwise giving up a transfer joins its resolver thread, which may hang for as long as the name server does.
        try shim_setopt_quick_exit(pointer).check()
    }

    /// How the other side is trusted, and how it trusts us.
    func apply(_ access: Access) throws(OptionFailure) {
        let pointer = easy.pointer
        try shim_setopt_tls_1_2_or_newer(pointer).check()
        try shim_setopt_verify_peer(pointer, access.isInsecure ? 0 : 1).check()
        try shim_setopt_verify_host(pointer, access.isInsecure ? 0 : 2).check()
        if let path = access.certificateAuthorityFile {
            try shim_setopt_ca_file(pointer, path).check()
            // Who names an authority trusts it alone; distributions preset a folder of the system's besides.
            try shim_unset_ca_path(pointer).check()
        }
        if let path = access.clientCertificateFile { try shim_setopt_client_certificate(pointer, path).check() }
        if let path = access.clientKeyFile { try shim_setopt_client_key(pointer, path).check() }
        if let password = access.clientKeyPassword {
            try shim_setopt_client_key_password(pointer, password.reveal()).check()
        }
        guard let credentials = access.credentials else { return }
        try shim_setopt_http_auth_basic(pointer).check()
        try shim_setopt_username(pointer, credentials.username).check()
        try shim_setopt_password(pointer, credentials.password.reveal()).check()
    }
}

extension Access {
    var secrets: [Secret] { [clientKeyPassword, credentials?.password].compactMap { $0 } }
}
