import ArgumentParser

/// `--record FILE`, for the commands that read a cluster.
struct RecordOption: ParsableArguments {
    @Option(
        name: .customLong("record"),
        help: ArgumentHelp(
            "Write every answer as it came to a new file, for “nines replay” and “nines report”; none of our credentials is in it.",
            valueName: "file"
        )
    )
    var path: String?
}
