/// Which kubeconfig files to read, by kubectl's order: the flag's alone, else `KUBECONFIG`'s list, else the user's own.
package struct KubeconfigPaths: Sendable, Equatable {
    /// In the order in which their values win.
    package var paths: [String]
    /// A file that is not there is an error; otherwise it is passed over.
    package var isRequired: Bool

    package init(flag: String?, environment: [String: String]) {
        if let flag {
            self.init(paths: [flag], isRequired: true)
        } else if let list = environment["KUBECONFIG"], !list.isEmpty {
            var paths: [String] = []
            for path in list.split(separator: ":").map(String.init) where !paths.contains(path) { paths.append(path) }
            self.init(paths: paths, isRequired: false)
        } else {
            let home = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 }
            self.init(paths: home.map { ["\($0)/.kube/config"] } ?? [], isRequired: false)
        }
    }

    private init(paths: [String], isRequired: Bool) {
        self.paths = paths
        self.isRequired = isRequired
    }
}
