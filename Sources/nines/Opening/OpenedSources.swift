import Settings

/// What the command line, the environment and the files together decided.
struct OpenedSources {
    var cluster: OpenedCluster
    var settings: Settings
}
