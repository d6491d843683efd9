/// What the command line, the environment and the files together decided.
struct OpenedSources {
    var cluster: OpenedCluster
    /// The configuration's theme, if it names one.
    var theme: String?
}
