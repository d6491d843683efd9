/// The script that makes a pod a member of openGauss, then becomes Patroni.
///
/// The commands are those of the reference guide, but that `gs_initdb` gets the password through `--pwfile` instead of `-w`: it takes the
/// file's first line (openGauss-server `src/bin/initdb/initdb.cpp get_set_pwd`). An address is asked of DNS whenever it is needed, because a pod that comes back
/// has another one; the loop at the end tells the database of peers that did.
struct OpenGaussEntrypoint {
    let values: ManifestValues

    /// The database's own account, which standbys log in with to replicate.
    static let owner = "omm"
    /// Whom Patroni logs in as.
    static let administrator = "patroni"

    func script() -> String {
        [header, functions, hostAccess, configuration, following, start].joined(separator: "\n")
    }

    private var header: String {
        """
        #!/usr/bin/env bash
        # Prepares the openGauss of this pod, then becomes Patroni.
        #
        # From the environment: HOST_NAME, HOST_IP, PEER_IPS (host names of the other members), PORT, SERVER_MODE (primary: may
        # begin a new cluster), PGDATA, GS_PASSWORD.
        set -euo pipefail
        umask 077

        IFS=, read -r -a peers <<<"$PEER_IPS"
        agent_port=\(values.agentPort)
        peer_wait=${PEER_WAIT:-30}

        """
    }

    private var functions: String {
        """
        say() { printf 'entrypoint: %s\\n' "$*" >&2; }

        # Prints the present address of a peer; fails while DNS knows none.
        address_of() {
            local found
            found=$(getent ahostsv4 "$1") || return 1
            printf '%s' "${found%% *}"
        }

        # A peer that is down has no address; it must not hold up the others.
        present_address() {
            local deadline=$((SECONDS + peer_wait))
            until address_of "$1"; do
                ((SECONDS < deadline)) || return 1
                sleep 1
            done
        }

        # Whether some peer's agent says that its member holds the leader lock.
        leader_exists() {
            local peer
            for peer in "${peers[@]}"; do
                # shellcheck disable=SC2016 # for the inner shell, which a peer that hangs cannot hold up
                timeout 5 bash -c 'exec 3<>"/dev/tcp/$1/$2" && printf "GET /leader HTTP/1.0\\r\\n\\r\\n" >&3 &&
                    read -r status <&3 && [[ $status == *" 200 "* ]]' _ "$peer" "$agent_port" 2>/dev/null && return 0
            done
            return 1
        }

        """
    }

    private var hostAccess: String {
        let owner = Self.owner
        let domain = values.clusterDomain
        return """
            # Only the owner may come from the other members without a password, which openGauss's replication has none of; everybody
            # else needs one. The dot before a host name lets it match the names that DNS gives a pod's address.
            allow_hosts() {
                local peer
                {
                    echo 'local all all trust'
                    echo 'host all all 127.0.0.1/32 sha256'
                    echo "host all all $HOST_IP/32 sha256"
                    for peer in "${peers[@]}"; do
                        echo "host all \(owner) .$peer.\(domain) trust"
                        echo "host replication \(owner) .$peer.\(domain) trust"
                    done
                    echo 'host replication \(Self.administrator) 0.0.0.0/0 sha256'
                    echo 'host all all 0.0.0.0/0 sha256'
                } >"$PGDATA/pg_hba.conf.new"
                mv "$PGDATA/pg_hba.conf.new" "$PGDATA/pg_hba.conf"
            }

            """
    }

    private var configuration: String {
        let (data, heartbeat, service) = ("$((PORT + 1))", "$((PORT + 2))", "$((PORT + 4))")
        return """
            # connect NUMBER ADDRESS set|reload: how the data of this member come to, or from, a peer.
            connect() {
                gs_guc "$3" -D "$PGDATA" -c "replconninfo$1 = 'localhost=$HOST_IP localport=\(data) \
            localheartbeatport=\(heartbeat) localservice=\(service) remotehost=$2 remoteport=\(data) \
            remoteheartbeatport=\(heartbeat) remoteservice=\(service)'"
            }

            configure() {
                local index address
                gs_guc set -D "$PGDATA" -c "listen_addresses = '$HOST_IP'"
                for index in "${!peers[@]}"; do
                    known[index]=
                    if address=$(present_address "${peers[index]}"); then
                        connect $((index + 1)) "$address" set
                        known[index]=$address
                    else
                        say "${peers[index]} has no address yet"
                    fi
                done
            \(synchronisation.map { "    gs_guc set -D \"$PGDATA\" -c \(Self.quoted($0))" }.joined(separator: "\n"))
            }

            """
    }

    /// `synchronous_standby_names = '*'` makes openGauss synchronous, whatever the guide calls it; empty does not.
    private var synchronisation: [String] {
        let chosen =
            switch values.replication {
            case .asynchronous: ["synchronous_commit=local", "synchronous_standby_names = ''"]
            case .synchronous:
                ["synchronous_commit=on", "synchronous_standby_names = '*'", "most_available_sync = on"]
            case .strict: ["synchronous_commit=on", "synchronous_standby_names = '*'"]
            }
        let own = values.parameters.sorted { $0.key < $1.key }.map { "\($0.key) = \(Self.literal($0.value))" }
        let port = values.databasePort == 5432 ? [] : ["port = \(values.databasePort)"]
        return port + chosen + own
    }

    private var following: String {
        """
        # A peer's pod that comes back has another address.
        follow_peers() {
            local index address
            while sleep 5; do
                for index in "${!peers[@]}"; do
                    address=$(address_of "${peers[index]}") || continue
                    [[ $address != "${known[index]}" ]] || continue
                    say "${peers[index]} is now $address"
                    if connect $((index + 1)) "$address" reload; then known[index]=$address; fi
                done
            done
        }

        """
    }

    private var start: String {
        let administrator = Self.administrator
        return """
            # The password is in a file of our own for as long as it is read: arguments are seen by whoever lists processes.
            initialize() {
                touch "$unfinished"
                mkdir -p "$PGDATA"
                password_file=$(mktemp)
                trap 'rm -f "$password_file"' EXIT
                printf '%s\\n' "$GS_PASSWORD" >"$password_file"
                gs_initdb -D "$PGDATA" --nodename="${HOST_NAME//-/_}" --encoding=UTF-8 --locale=C --pwfile="$password_file"
                rm "$password_file"
                trap - EXIT
                allow_hosts
                configure
            }

            # The first database of the cluster, with the account that Patroni uses.
            begin_cluster() {
                initialize
                gs_ctl start -D "$PGDATA" -o "-c listen_addresses=''"
                gsql -d postgres -p "$PORT" -v ON_ERROR_STOP=1 -q <<SQL
            create user \(administrator) with sysadmin replication password '${GS_PASSWORD//\\'/\\'\\'}';
            SQL
                gs_ctl stop -D "$PGDATA" -m fast
                rm "$unfinished"
            }

            # A copy of the leader's data.
            join_cluster() {
                initialize
                gs_ctl build -D "$PGDATA" -M standby -b full
                gs_ctl stop -D "$PGDATA" -m fast
                allow_hosts
                configure
                rm "$unfinished"
            }

            known=()
            unfinished=$PGDATA.unfinished
            if [[ -e $unfinished ]]; then
                say 'the last start did not finish; beginning anew'
                rm -rf "${PGDATA:?}"
            fi
            if [[ -s $PGDATA/PG_VERSION ]]; then
                allow_hosts
                configure
            else
                # Whoever may begin a cluster does so only when no other member leads one already. Should they all be silent and a
                # cluster exist all the same, Patroni ends at once: the store knows the cluster's identifier.
                until leader_exists; do
                    if [[ $SERVER_MODE == primary ]]; then
                        begin_cluster
                        break
                    fi
                    say 'no member leads yet'
                    sleep 2
                done
                [[ -s $PGDATA/PG_VERSION ]] || join_cluster
            fi
            unset GS_PASSWORD

            follow_peers &
            exec patroni /etc/patroni/patroni.yml

            """
    }

    /// A value for `gs_guc -c`: numbers and words bare, the rest in quotes.
    private static func literal(_ text: String) -> String {
        let isBare =
            !text.isEmpty
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                    || "._".utf8.contains($0)
            }
        guard !isBare else { return text }
        var quoted = "'"
        for character in text { quoted += character == "'" ? "''" : String(character) }
        return quoted + "'"
    }

    /// An argument in double quotes, as the guide has it, in which the shell finds nothing to do.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for character in text { quoted += "\"$`\\".contains(character) ? "\\\(character)" : String(character) }
        return quoted + "\""
    }
}
