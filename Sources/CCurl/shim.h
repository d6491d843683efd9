// What nines uses of libcurl's variadic functions, one typed function per use: Swift cannot call the originals.
// This file is therefore also the list of every option that is ever set.
#ifndef NINES_CCURL_SHIM_H
#define NINES_CCURL_SHIM_H

#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "nines needs libcurl 7.87 or newer (CURLOPT_PROTOCOLS_STR, CURLOPT_QUICK_EXIT)"
#endif

// Where to, and what is allowed on the way.

static inline CURLcode shim_setopt_url(CURL *easy, const char *url) {
    return curl_easy_setopt(easy, CURLOPT_URL, url);
}

static inline CURLcode shim_setopt_protocols(CURL *easy, const char *protocols) {
    return curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, protocols);
}

static inline CURLcode shim_setopt_redirect_protocols(CURL *easy, const char *protocols) {
    return curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
}

static inline CURLcode shim_setopt_follow_location(CURL *easy, long follow) {
    return curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, follow);
}

static inline CURLcode shim_setopt_disallow_username_in_url(CURL *easy, long disallow) {
    return curl_easy_setopt(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, disallow);
}

static inline CURLcode shim_setopt_proxy(CURL *easy, const char *proxy) {
    return curl_easy_setopt(easy, CURLOPT_PROXY, proxy);
}

// Otherwise NO_PROXY of the environment would overrule a proxy that was configured.
static inline CURLcode shim_setopt_proxy_for_all(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
}

static inline CURLcode shim_setopt_proxy_username(CURL *easy, const char *username) {
    return curl_easy_setopt(easy, CURLOPT_PROXYUSERNAME, username);
}

static inline CURLcode shim_setopt_proxy_password(CURL *easy, const char *password) {
    return curl_easy_setopt(easy, CURLOPT_PROXYPASSWORD, password);
}

static inline CURLcode shim_setopt_connect_to(CURL *easy, struct curl_slist *hosts) {
    return curl_easy_setopt(easy, CURLOPT_CONNECT_TO, hosts);
}

static inline CURLcode shim_setopt_tcp_keepalive(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
}

static inline CURLcode shim_setopt_connect_only(CURL *easy, long only) {
    return curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, only);
}

// How the request looks.

static inline CURLcode shim_setopt_http_get(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
}

// The one request with a body: etcd's gateway wants its questions as JSON. libcurl copies the bytes.
static inline CURLcode shim_setopt_question(CURL *easy, const void *bytes, curl_off_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes) : code;
}

// What changes a cluster: a method of its own and a body, if only an empty one, whose length is always said. libcurl copies both.
static inline CURLcode shim_setopt_mutation(CURL *easy, const char *method, const void *bytes, curl_off_t count) {
    CURLcode code = shim_setopt_question(easy, bytes, count);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method) : code;
}

static inline CURLcode shim_setopt_http_version_1_1(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
}

static inline CURLcode shim_setopt_headers(CURL *easy, struct curl_slist *headers) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
}

static inline CURLcode shim_setopt_accept_gzip(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
}

static inline CURLcode shim_setopt_user_agent(CURL *easy, const char *agent) {
    return curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
}

static inline CURLcode shim_setopt_username(CURL *easy, const char *username) {
    return curl_easy_setopt(easy, CURLOPT_USERNAME, username);
}

static inline CURLcode shim_setopt_password(CURL *easy, const char *password) {
    return curl_easy_setopt(easy, CURLOPT_PASSWORD, password);
}

static inline CURLcode shim_setopt_http_auth_basic(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
}

// How long, how much, and what stays behind.

static inline CURLcode shim_setopt_no_signal(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

static inline CURLcode shim_setopt_timeout_ms(CURL *easy, long milliseconds) {
    return curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds);
}

static inline CURLcode shim_setopt_connect_timeout_ms(CURL *easy, long milliseconds) {
    return curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
}

static inline CURLcode shim_setopt_max_file_size(CURL *easy, curl_off_t bytes) {
    return curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE, bytes);
}

static inline CURLcode shim_setopt_forbid_reuse(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
}

static inline CURLcode shim_setopt_fresh_connect(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
}

static inline CURLcode shim_setopt_dns_cache_timeout(CURL *easy, long seconds) {
    return curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, seconds);
}

static inline CURLcode shim_setopt_quick_exit(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
}

// TLS.

static inline CURLcode shim_setopt_tls_1_2_or_newer(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
}

static inline CURLcode shim_setopt_verify_peer(CURL *easy, long verify) {
    return curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, verify);
}

static inline CURLcode shim_setopt_verify_host(CURL *easy, long level) {
    return curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, level);
}

static inline CURLcode shim_setopt_ca_file(CURL *easy, const char *path) {
    return curl_easy_setopt(easy, CURLOPT_CAINFO, path);
}

static inline CURLcode shim_unset_ca_path(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
}

static inline CURLcode shim_setopt_client_certificate(CURL *easy, const char *path) {
    return curl_easy_setopt(easy, CURLOPT_SSLCERT, path);
}

static inline CURLcode shim_setopt_client_key(CURL *easy, const char *path) {
    return curl_easy_setopt(easy, CURLOPT_SSLKEY, path);
}

static inline CURLcode shim_setopt_client_key_password(CURL *easy, const char *password) {
    return curl_easy_setopt(easy, CURLOPT_KEYPASSWD, password);
}

// Certificates and keys as text; libcurl copies the bytes.

static inline CURLcode shim_setopt_pem(CURL *easy, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(easy, option, &blob);
}

static inline CURLcode shim_setopt_ca_pem(CURL *easy, const void *bytes, size_t count) {
    return shim_setopt_pem(easy, CURLOPT_CAINFO_BLOB, bytes, count);
}

static inline CURLcode shim_setopt_client_certificate_pem(CURL *easy, const void *bytes, size_t count) {
    return shim_setopt_pem(easy, CURLOPT_SSLCERT_BLOB, bytes, count);
}

static inline CURLcode shim_setopt_client_key_pem(CURL *easy, const void *bytes, size_t count) {
    return shim_setopt_pem(easy, CURLOPT_SSLKEY_BLOB, bytes, count);
}

// The same towards a proxy that is itself behind TLS.

static inline CURLcode shim_setopt_proxy_verify(CURL *easy, long verify) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYPEER, verify);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_PROXY_SSL_VERIFYHOST, verify ? 2L : 0L) : code;
}

static inline CURLcode shim_setopt_proxy_ca_pem(CURL *easy, const void *bytes, size_t count) {
    return shim_setopt_pem(easy, CURLOPT_PROXY_CAINFO_BLOB, bytes, count);
}

static inline CURLcode shim_setopt_proxy_ca_file(CURL *easy, const char *path) {
    return curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO, path);
}

static inline CURLcode shim_unset_proxy_ca_path(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, NULL);
}

// Call-backs and what they are given.

static inline CURLcode shim_setopt_write(CURL *easy, curl_write_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_WRITEDATA, context) : code;
}

static inline CURLcode shim_setopt_tls_begins(CURL *easy, curl_ssl_ctx_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, callback);
    return code == CURLE_OK ? curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, context) : code;
}

static inline CURLcode shim_setopt_error_buffer(CURL *easy, char *buffer) {
    return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}

// What became of a transfer; 0, -1 or NULL where libcurl does not know.

static inline long shim_response_code(CURL *easy) {
    long code = 0;
    return curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}

static inline const char *shim_content_type(CURL *easy) {
    char *type = NULL;
    return curl_easy_getinfo(easy, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK ? type : NULL;
}

static inline const char *shim_date(CURL *easy) {
    struct curl_header *header = NULL;
    return curl_easy_header(easy, "Date", 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}

// Zero when the answer asks for no pause.
static inline curl_off_t shim_retry_after_seconds(CURL *easy) {
    curl_off_t seconds = 0;
    return curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK ? seconds : 0;
}

static inline long shim_os_errno(CURL *easy) {
    long number = 0;
    return curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number) == CURLE_OK ? number : 0;
}

static inline curl_off_t shim_name_lookup_microseconds(CURL *easy) {
    curl_off_t span = 0;
    return curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &span) == CURLE_OK ? span : 0;
}

static inline curl_off_t shim_connect_microseconds(CURL *easy) {
    curl_off_t span = 0;
    return curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &span) == CURLE_OK ? span : 0;
}

// Until TLS stood; 0 where it did not, or was not wanted.
static inline curl_off_t shim_handshake_microseconds(CURL *easy) {
    curl_off_t span = 0;
    return curl_easy_getinfo(easy, CURLINFO_APPCONNECT_TIME_T, &span) == CURLE_OK ? span : 0;
}

// Bytes of the request that have left.
static inline long shim_sent_bytes(CURL *easy) {
    long bytes = 0;
    return curl_easy_getinfo(easy, CURLINFO_REQUEST_SIZE, &bytes) == CURLE_OK ? bytes : 0;
}

static inline curl_off_t shim_announced_bytes(CURL *easy) {
    curl_off_t bytes = -1;
    return curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &bytes) == CURLE_OK ? bytes : -1;
}

static inline curl_socket_t shim_active_socket(CURL *easy) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK ? socket : CURL_SOCKET_BAD;
}

// The next finished transfer of a multi handle, NULL when there is none. `result` is a union, hence here.

static inline CURL *shim_next_finished(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}

// Limits that are macros.

static inline size_t shim_error_size(void) { return CURL_ERROR_SIZE; }
static inline CURLcode shim_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }
static inline int shim_has_tls_and_threaded_resolver(void) {
    const int wanted = CURL_VERSION_SSL | CURL_VERSION_ASYNCHDNS;
    return (curl_version_info(CURLVERSION_NOW)->features & wanted) == wanted;
}

#endif
