/// The whole deployment that follows from the values: Kubernetes' objects, and the files that stand in them.
package struct ManifestStack: Sendable {
    /// A file of a folder of manifests.
    package struct File: Equatable, Sendable {
        /// Below the folder.
        package let path: String
        package let text: String
    }

    package let values: ManifestValues

    package init(_ values: ManifestValues) {
        self.values = values
    }

    /// The objects in the order in which they are to be applied.
    package func documents() throws -> [ManifestDocument] {
        AccessManifests(values: values).documents() + [try configuration()]
            + values.members.flatMap { MemberManifests(values: values, member: $0).documents() }
            + ProxyManifests(values: values).documents() + PolicyManifests(values: values).documents()
    }

    /// All objects as one stream of YAML, which `kubectl apply -f -` takes.
    package func yaml() throws -> String {
        try head + documents().map { try $0.yaml() }.joined()
    }

    /// The same as files; those that `kubectl apply -f FOLDER` should not take do not end in `.yaml`.
    package func files() throws -> [File] {
        let documents = try documents()
        var files: [File] = []
        for file in ManifestDocument.File.allCases {
            let text = try documents.filter { $0.file == file }.map { try $0.yaml() }.joined()
            files.append(File(path: file.rawValue, text: files.isEmpty ? head + text : text))
        }
        files.append(File(path: "secret.template", text: SecretTemplate(values: values).text))
        files.append(File(path: "image/Dockerfile", text: ImageRecipe(values: values).text))
        return files
    }

    /// What must be done by hand first, as comments.
    private var head: String {
        (SecretTemplate(values: values).lines + DataFolders(values: values).lines)
            .map { $0.isEmpty ? "#\n" : "# \($0)\n" }.joined()
    }

    /// What stands inside the objects, or beside them.
    package enum Part: String, CaseIterable, Sendable {
        case proxy = "haproxy.cfg"
        case patroni = "patroni.yml"
        case entrypoint = "entrypoint.sh"
        case recipe = "Dockerfile"
        case secret = "secret.template"
    }

    /// One part alone; nil when this stack has none such.
    package func text(of part: Part) throws -> String? {
        switch part {
        case .proxy: ProxyConfiguration(values: values).text
        case .patroni: try PatroniConfiguration(values: values).yaml()
        case .entrypoint: values.database == .opengauss ? OpenGaussEntrypoint(values: values).script() : nil
        case .recipe: ImageRecipe(values: values).text
        case .secret: SecretTemplate(values: values).text
        }
    }

    private func configuration() throws -> ManifestDocument {
        ManifestDocument(
            file: .configuration,
            comment: ["What all members share; a changed patroni.yml is taken up at their next reload (SIGHUP)."],
            value: [
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": [
                    "name": .text(values.configuration), "namespace": .text(values.namespace),
                    "labels": ["app": .text(values.cluster)],
                ],
                "data": [
                    "patroni.yml": .lines(try PatroniConfiguration(values: values).yaml()),
                    "entrypoint.sh": try text(of: .entrypoint).map { .lines($0) } ?? .absent,
                ],
            ]
        )
    }
}
