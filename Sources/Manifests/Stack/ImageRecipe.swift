/// How to build an image that the members' manifests fit: Patroni, the database, and a user that is not root.
struct ImageRecipe {
    let values: ManifestValues

    var text: String {
        switch values.database {
        case .postgresql: postgresql
        case .opengauss: opengauss
        }
    }

    private var extras: String {
        switch values.store {
        case .kubernetes: "kubernetes"
        case .etcd: "etcd3"
        }
    }

    private var postgresql: String {
        """
        # docker build -t \(values.image) image/
        FROM postgres:15-bookworm

        ARG PATRONI=4.1.5
        RUN apt-get update \\
            && apt-get install --yes --no-install-recommends python3-venv \\
            && python3 -m venv /opt/patroni \\
            && /opt/patroni/bin/pip install --no-cache-dir "patroni[psycopg3,\(extras)]==$PATRONI" \\
            && ln -s /opt/patroni/bin/patroni /opt/patroni/bin/patronictl /usr/local/bin/ \\
            && rm -rf /var/lib/apt/lists/* \\
            && usermod --uid \(values.userID) postgres && groupmod --gid \(values.userID) postgres \\
            && install -d -m 0700 -o postgres -g postgres \(values.volumePath)

        USER \(values.userID):\(values.userID)
        # Kubernetes gives the command; this is for trying the image by hand.
        ENTRYPOINT ["patroni", "/etc/patroni/patroni.yml"]

        """
    }

    /// openGauss's Patroni is a fork that no package index carries: the builder says where it is.
    private var opengauss: String {
        """
        # docker build -t \(values.image) --build-arg PATRONI=URL image/
        ARG OPENGAUSS=enmotech/opengauss:3.0.0
        FROM $OPENGAUSS

        # Where pip finds Patroni for openGauss: a URL of its archive or repository, or a wheel in this folder.
        ARG PATRONI
        USER root
        RUN apt-get update \\
            && apt-get install --yes --no-install-recommends bash python3-pip python3-psycopg2 \\
            && pip3 install --no-cache-dir "$PATRONI" python-etcd dnspython \\
            && rm -rf /var/lib/apt/lists/* \\
            && usermod --uid \(values.userID) omm && groupmod --gid \(values.userID) "$(id -gn omm)" \\
            && install -d -m 0700 -o \(values.userID) -g \(values.userID) \(values.volumePath)

        ENV GAUSSHOME=/usr/local/opengauss
        ENV PATH=$GAUSSHOME/bin:$PATH LD_LIBRARY_PATH=$GAUSSHOME/lib
        USER \(values.userID):\(values.userID)

        """
    }
}
