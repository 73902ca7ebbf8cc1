# Inside the namespace: starts the servers, scans them twice, stores scans and truths.

aside=$work/aside
certificate=$work/certificate.pem
log=$work/log
n_parallel=40
scripted_groups="bytes lengths edges many huge udp"

make_certificate() {
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=www.corpus.example \
        -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
    cat "$work/key.pem" "$work/cert.pem" >"$certificate"
    chmod 644 "$certificate"
}

# Probes without lines for most; a server to be seen inside TLS needs the line that enters it.
make_probes() {
    python3 "$tools/probes.py" "$root/crate/data/starter-probes" >"$work/probes"
    awk '{ print } /^Probe TCP SSLSessionReq/ { print line }' \
        line='match ssl m|^\\x16\\x03[\\0-\\x03]..\\x02|s' "$work/probes" >"$work/probes-tls"
}

# The servers this run is about: all, or those named; one `number name protocol ...` a line.
chosen_servers() {
    servers | nl -w1 -s' ' | while read -r number name rest; do
        if [ $# = 0 ] || [[ " $* " = *" $name "* ]]; then
            echo "$number $name $rest"
        fi
    done
}

# Rows that share a start function share its address and folder too.
start_servers() {
    chosen_servers "$@" | while read -r number name protocol port _ start _ _; do
        address=$(server_address "$start")
        data=$work/data/$start
        # Some servers listen only where an interface says that the address is theirs.
        ip address add "$address/8" dev lo 2>>"$log" || true
        mkdir -p "$data"
        (start_"$start") >>"$log" 2>&1 </dev/null
    done
}

server_address() {
    echo "127.1.0.$(servers | awk -v start="$1" '$5 == start { print NR; exit }')"
}

wait_for_servers() {
    chosen_servers "$@" | while read -r number name protocol port _ start _ _; do
        address=$(server_address "$start")
        [ "$protocol" = udp ] && flag=-u || flag=-t
        for _ in $(seq 150); do
            if [ -n "$(ss -Hln $flag src "$address:$port")" ]; then continue 2; fi
            sleep 0.2
        done
        echo "make: $name does not listen on $address port $port; the servers said:" >&2
        tail -n 30 "$log" >&2
        exit 1
    done
}

start_recorder() {
    chosen_servers "$@" | while read -r number name protocol port _ start _ _; do
        echo "$name $protocol 127.0.0.$number $port $(server_address "$start")"
    done >"$work/table"
    : >"$work/records"
    python3 "$tools/record.py" "$work/table" "$work/records" "$certificate" 2>>"$log" &
    recorder=$!
    sleep 1
}

# One port, one report: `scan_port NAME PROTOCOL ADDRESS PORTS [-d]`, in the output folder.
scan_port() {
    local name=$1 kind=-sT probes=probes
    [ "$2" = udp ] && kind=-sU
    [ "$2" = tls ] && probes=probes-tls
    cp "$work/$probes" "probes-$name"
    nmap -Pn -n -sV $kind ${5:-} --versiondb "probes-$name" -p "$4" -oN "$name.nmap" \
        -oX "$name.xml" "$3" >/dev/null 2>>"$log"
    rm "probes-$name"
}

scan_servers() {
    chosen_servers "$@" | {
        while read -r number name protocol port _; do
            while [ "$(jobs -rp | wc -l)" -ge $n_parallel ]; do wait -n; done
            scan_port "$name" "$protocol" "127.0.0.$number" "$port" $debug &
        done
        wait
    }
}

# Debian's version without epoch and revision is the software's own: 9.2p1.
upstream_version() {
    package_version "$1" | sed 's/^[0-9]*://; s/-[^-]*$//; s/+d.*//'
}

write_truths() {
    chosen_servers "$@" | while read -r number name protocol port package _ service software; do
        {
            echo "software ${software//_/ }"
            echo "version $(upstream_version "$package")"
            echo "package $package $(package_version "$package")"
            echo "service $service"
        } | python3 "$tools/truth.py" "$work/probes" "$work/records" "$name" >"$name.truth"
    done
}

# One round of scans into the folder `$1`, with Nmap's option `$debug`.
make_round() {
    mkdir -p "$1" && cd "$1"
    shift
    start_recorder "$@"
    scan_servers "$@"
    sleep 6 # UDP conversations are written down after five seconds
    kill "$recorder"
    write_truths "$@"
}

# The scripted server: a group of ports is one host and one report.
make_scripted_round() {
    local protocol
    mkdir -p "$1" && cd "$1"
    for group in $scripted_groups; do
        [ $group = udp ] && protocol=udp || protocol=tcp
        python3 "$tools/scripted.py" $group --truth "$work/probes" >$group.truth
        scan_port $group $protocol 127.0.0.200 "$(python3 "$tools/scripted.py" $group --ports)" $debug &
    done
    wait $(jobs -p | grep -vx "$scripted")
}

make_scripted() {
    for group in $scripted_groups; do
        python3 "$tools/scripted.py" $group 127.0.0.200 "$work/probes" 2>>"$log" &
    done
    scripted=$(jobs -p)
    sleep 1
    debug="" make_scripted_round "$corpus/scripted"
    debug=-d make_scripted_round "$corpus/scripted/debug"
    kill $scripted
}

make_corpus() {
    make_certificate
    make_probes
    if [ $# = 0 ] || [[ " $* " = *" scripted "* ]]; then
        make_scripted
    fi
    start_servers "$@"
    wait_for_servers "$@"
    debug="" make_round "$corpus" "$@"
    debug=-d make_round "$corpus/debug" "$@"
}
