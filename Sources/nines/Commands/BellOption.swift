import ArgumentParser

/// `--no-bell`, for the commands that ring.
struct BellOption: ParsableArguments {
    @Flag(help: "Do not ring the terminal when writing becomes impossible, nor when it works again.")
    var noBell = false
}
