/// What somebody reads who starts `nines` without saying what to watch.
enum FirstRun {
    static let text = """
        nothing to watch yet. Try one of these:

          nines demo                                  a simulated cluster, nothing else needed
          nines http://AGENT:8008                     any one Patroni agent; the others are learnt from it
          nines --kubernetes -n NAMESPACE -l LABELS   the pods, as kubectl would find them
          nines --patronictl FILE                     patronictl's configuration: the agents are found through etcd
          nines http://AGENT:8008 --haproxy http://PROXY:7000/ --probe PROXY:6000

        To make it the default, name the cluster in ~/.config/nines/config.yaml:

          clusters:
            - name: orders
              agents: [http://AGENT:8008]
              proxies: [http://PROXY:7000/]
              etcd: [http://ETCD:2379]
        """
}
