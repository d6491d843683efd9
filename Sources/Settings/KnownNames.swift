/// What a configuration may name that is known elsewhere; nil where that is not checked.
package struct KnownNames: Sendable, Equatable {
    /// Ids of columns.
    package var columns: [String]?
    /// Ids of rules.
    package var rules: [String]?
    package var themes: [String]?
    /// Clusters of the file below this one, which `default_cluster` may name too.
    package var clusters: [String]?

    package init(
        columns: [String]? = nil,
        rules: [String]? = nil,
        themes: [String]? = nil,
        clusters: [String]? = []
    ) {
        self.columns = columns
        self.rules = rules
        self.themes = themes
        self.clusters = clusters
    }
}
