import CCurl

/// Header lines of one transfer, kept until libcurl needs them no more.
final class HeaderList {
    let first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: [String]) {
        first = lines.reduce(nil) { list, line in curl_slist_append(list, line) ?? list }
    }

    deinit {
        curl_slist_free_all(first)
    }
}
