import Endpoints
import Glibc

/// A program that prints a secret; its arguments go to no shell.
struct SecretCommand {
    let arguments: [String]

    private static let limitBytes = 4096
    private static let limitMilliseconds: Int32 = 30_000

    /// The first line that the program prints.
    func run() throws -> Secret {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure("no pipe can be had") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child: pid_t
        do {
            defer { close(ends[1]) }
            child = try start(writingTo: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
        defer { close(ends[0]) }
        let output = read(from: ends[0])
        if output == nil { kill(child, SIGKILL) }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        guard let output else { throw failure("printed nothing usable within 30 s") }
        guard status == 0 else { throw failure("failed") }
        let line = output.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw failure("printed an empty first line") }
        return Secret(String(line))
    }

    private func start(writingTo descriptor: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, arguments.first ?? "", &actions, nil, &words, environ)
        guard code == 0 else { throw failure(String(cString: strerror(code))) }
        return child
    }

    /// Everything up to the end, or nil when it takes too long or says too much.
    private func read(from descriptor: Int32) -> String? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1024)
        while bytes.count <= Self.limitBytes {
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, Self.limitMilliseconds) > 0 else { return nil }
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count >= 0 else { return nil }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
        return nil
    }

    private func failure(_ reason: String) -> Complaint {
        Complaint.configuration("the password command “\(arguments.first ?? "")” \(reason).")
    }
}
