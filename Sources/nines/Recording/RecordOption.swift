import ArgumentParser

/// `--record FILE`, for the commands that read a cluster.
struct RecordOption: ParsableArguments {
    @Option(
        name: .customLong("record"),
        help: ArgumentHelp(
            "Write every answer to a new file, for “nines replay” and “nines report”. Credentials are never in it.",
            valueName: "file"
        )
    )
    var path: String?
}
