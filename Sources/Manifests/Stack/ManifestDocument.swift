/// One object of Kubernetes, the file it belongs to, and what its reader should know.
package struct ManifestDocument: Sendable {
    /// The files of a folder, in the order in which they are to be applied.
    package enum File: String, CaseIterable, Sendable {
        case access = "10-access.yaml"
        case configuration = "20-configuration.yaml"
        case members = "30-members.yaml"
        case proxies = "40-proxies.yaml"
        case policies = "50-policies.yaml"
    }

    package let file: File
    /// Lines to stand above it.
    package let comment: [String]
    package let value: YAMLValue

    func yaml() throws -> String {
        "---\n" + comment.map { "# \($0)\n" }.joined() + (try value.yaml())
    }
}
