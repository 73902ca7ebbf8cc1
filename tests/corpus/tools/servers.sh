# The real servers of the corpus: one table, one `start_` function each.
#
# A start function runs with `address` (where the server has to listen), `port` and `data` (a
# folder of its own that is thrown away) set, and puts the server into the background. Two
# rows may share one function; the second row then finds its server running.

# name        protocol port  package            start      service     software
servers() {
    grep -v '^#' <<'TABLE'
openssh       tcp      22    openssh-server     openssh    ssh         OpenSSH
dropbear      tcp      2222  dropbear-bin       dropbear   ssh         Dropbear_sshd
vsftpd        tcp      21    vsftpd             vsftpd     ftp         vsftpd
proftpd       tcp      2121  proftpd-core       proftpd    ftp         ProFTPD
pure-ftpd     tcp      21    pure-ftpd          pure_ftpd  ftp         Pure-FTPd
exim          tcp      25    exim4-daemon-light exim       smtp        Exim_smtpd
dovecot-pop3  tcp      110   dovecot-pop3d      dovecot    pop3        Dovecot_pop3d
dovecot-imap  tcp      143   dovecot-imapd      dovecot    imap        Dovecot_imapd
nginx         tcp      80    nginx-light        nginx      http        nginx
nginx-tls     tcp      443   nginx-light        nginx_tls  ssl         nginx
nginx-tunnel  tls      443   nginx-light        nginx_tls  http        nginx
apache        tcp      80    apache2-bin        apache     http        Apache_httpd
lighttpd      tcp      8080  lighttpd           lighttpd   http        lighttpd
haproxy       tcp      8000  haproxy            haproxy    http        HAProxy
varnish       tcp      6081  varnish            varnish    http        Varnish
tinyproxy     tcp      8888  tinyproxy-bin      tinyproxy  http-proxy  Tinyproxy
squid         tcp      3128  squid              squid      http-proxy  Squid_http_proxy
cups          tcp      631   cups-daemon        cups       ipp         CUPS
redis         tcp      6379  redis-server       redis      redis       Redis_key-value_store
memcached     tcp      11211 memcached          memcached  memcached   Memcached
beanstalkd    tcp      11300 beanstalkd         beanstalkd beanstalk   Beanstalk
mariadb       tcp      3306  mariadb-server     mariadb    mysql       MariaDB
postgresql    tcp      5432  postgresql-15      postgresql postgresql  PostgreSQL_DB
mosquitto     tcp      1884  mosquitto          mosquitto  mqtt        Mosquitto
slapd         tcp      389   slapd              slapd      ldap        OpenLDAP
samba         tcp      445   samba              samba      microsoft-ds Samba_smbd
rsync         tcp      873   rsync              rsync      rsync       rsync
svnserve      tcp      3690  subversion         svnserve   svnserve    Subversion
mpd           tcp      6600  mpd                mpd        mpd         Music_Player_Daemon
ngircd        tcp      6667  ngircd             ngircd     irc         ngIRCd
bind          udp      53    bind9              bind       domain      ISC_BIND
bind-tcp      tcp      53    bind9              bind       domain      ISC_BIND
dnsmasq       udp      53    dnsmasq-base       dnsmasq    domain      dnsmasq
chrony        udp      123   chrony             chrony     ntp         chrony
snmpd         udp      1161  snmpd              snmpd      snmp        net-snmp
TABLE
}

# Packages that cannot be installed beside each other: Debian lets one FTP server in.
packages_aside="vsftpd proftpd-core pure-ftpd"
# What those three need at run time.
libraries="libhiredis0.14 libmemcachedutil2 libpcre2-posix3 libsodium23"

start_openssh() {
    mkdir -p /run/sshd
    ssh-keygen -q -t ed25519 -N '' -f "$data/key"
    /usr/sbin/sshd -D -f /dev/null -p "$port" -h "$data/key" -o ListenAddress="$address" \
        -o PidFile=none &
}

start_dropbear() {
    dropbearkey -t ed25519 -f "$data/key"
    dropbear -F -E -r "$data/key" -p "$address:$port" -P "$data/pid" &
}

start_vsftpd() {
    mkdir "$data/empty"
    cat >"$data/vsftpd.conf" <<CONF
background=NO
listen=YES
listen_ipv6=NO
listen_address=$address
listen_port=$port
anonymous_enable=YES
ftp_username=nobody
secure_chroot_dir=$data/empty
seccomp_sandbox=NO
CONF
    "$aside/usr/sbin/vsftpd" "$data/vsftpd.conf" &
}

start_proftpd() {
    cat >"$data/proftpd.conf" <<CONF
ServerName corpus
ServerIdent on "ProFTPD Server (corpus) [$address]"
DefaultAddress $address
SocketBindTight on
UseIPv6 off
Port $port
User nobody
Group nogroup
WtmpLog off
PidFile $data/pid
ScoreboardFile $data/scoreboard
DelayEngine off
UseReverseDNS off
CONF
    "$aside/usr/sbin/proftpd" -n -c "$data/proftpd.conf" &
}

start_pure_ftpd() {
    "$aside/usr/sbin/pure-ftpd" -S "$address,$port" -H -4 -e -g "$data/pid" &
}

start_exim() {
    mkdir "$data/spool"
    cat >"$data/exim.conf" <<CONF
primary_hostname = mail.corpus.example
spool_directory = $data/spool
log_file_path = $data/%slog
local_interfaces = $address
daemon_smtp_ports = $port
host_lookup =
rfc1413_query_timeout = 0s
begin routers
begin transports
CONF
    chmod 755 "$data"
    chown -R Debian-exim "$data/spool" "$data"
    chown root "$data/exim.conf"
    exim4 -C "$data/exim.conf" -bdf &
}

start_dovecot() {
    [ -e "$data/dovecot.conf" ] && return
    cat >"$data/dovecot.conf" <<CONF
base_dir = $data/run
log_path = $data/log
listen = $address
protocols = imap pop3
ssl = no
disable_plaintext_auth = no
passdb {
  driver = static
  args = password=corpus
}
userdb {
  driver = static
  args = uid=nobody gid=nogroup home=$data
}
CONF
    dovecot -F -c "$data/dovecot.conf" &
}

# The part of nginx's configuration that both nginx rows share.
nginx_conf() {
    cat <<CONF
daemon off;
pid $data/pid;
error_log $data/error.log;
events {}
http {
    access_log off;
    client_body_temp_path $data/body;
    proxy_temp_path $data/proxy;
    fastcgi_temp_path $data/fastcgi;
    uwsgi_temp_path $data/uwsgi;
    scgi_temp_path $data/scgi;
    server { listen $address:$port $1; root $data; $2 }
}
CONF
}

start_nginx() {
    nginx_conf "" "" >"$data/nginx.conf"
    nginx -e "$data/error.log" -c "$data/nginx.conf" &
}

start_nginx_tls() {
    [ -e "$data/nginx.conf" ] && return
    nginx_conf ssl "ssl_certificate $certificate; ssl_certificate_key $certificate;" \
        >"$data/nginx.conf"
    nginx -e "$data/error.log" -c "$data/nginx.conf" &
}

start_apache() {
    cat >"$data/apache.conf" <<CONF
ServerRoot $data
ServerName www.corpus.example
Listen $address:$port
PidFile $data/pid
ErrorLog $data/error.log
Mutex file:$data
User www-data
Group www-data
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
DocumentRoot $data
CONF
    apache2 -DFOREGROUND -f "$data/apache.conf" &
}

start_lighttpd() {
    cat >"$data/lighttpd.conf" <<CONF
server.document-root = "$data"
server.bind = "$address"
server.port = $port
CONF
    lighttpd -D -f "$data/lighttpd.conf" &
}

start_haproxy() {
    cat >"$data/haproxy.cfg" <<CONF
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend corpus
    bind $address:$port
CONF
    haproxy -db -f "$data/haproxy.cfg" &
}

start_varnish() {
    printf 'vcl 4.0;\nbackend none { .host = "127.0.0.1"; .port = "1"; }\n' >"$data/corpus.vcl"
    varnishd -F -a "$address:$port" -f "$data/corpus.vcl" -n "$data/work" -j none -i corpus &
}

start_tinyproxy() {
    cat >"$data/tinyproxy.conf" <<CONF
Listen $address
Port $port
LogFile "$data/log"
MaxClients 20
DefaultErrorFile "/usr/share/tinyproxy/default.html"
CONF
    tinyproxy -d -c "$data/tinyproxy.conf" &
}

start_squid() {
    cat >"$data/squid.conf" <<CONF
http_port $address:$port
http_access deny all
visible_hostname proxy.corpus.example
pid_filename $data/pid
cache_log $data/cache.log
access_log none
cache_mem 8 MB
pinger_enable off
dns_nameservers 127.0.0.1
max_filedescriptors 1024
CONF
    chown -R proxy "$data"
    squid -N -f "$data/squid.conf" &
}

start_cups() {
    mkdir -p "$data"/{spool,cache,state,root}
    printf 'Listen %s:%s\nLogLevel none\n<Location />\nOrder allow,deny\nAllow all\n</Location>\n' \
        "$address" "$port" >"$data/cupsd.conf"
    cat >"$data/cups-files.conf" <<CONF
ServerRoot $data/root
RequestRoot $data/spool
CacheDir $data/cache
StateDir $data/state
AccessLog $data/access_log
ErrorLog $data/error_log
PageLog $data/page_log
CONF
    cupsd -f -c "$data/cupsd.conf" -s "$data/cups-files.conf" &
}

# It tells its working folder to everyone who asks.
start_redis() {
    (cd / && exec redis-server --bind "$address" --port "$port" --dir "$data" --save '' \
        --protected-mode no) &
}

start_memcached() { memcached -u nobody -l "$address" -p "$port" -m 8 & }

start_beanstalkd() { beanstalkd -l "$address" -p "$port" & }

start_mariadb() {
    chown mysql "$data"
    mariadb-install-db --no-defaults --user=mysql --datadir="$data/db" --skip-test-db
    # Without a user for this host the server only says that the host is not welcome.
    local users="$data/users.sql"
    echo "CREATE USER corpus@'127.0.0.1' IDENTIFIED BY 'corpus';" >"$users"
    mariadbd --no-defaults --init-file="$users" --user=mysql --datadir="$data/db" \
        --bind-address="$address" --port="$port" --socket="$data/socket" --pid-file="$data/pid" --skip-name-resolve &
}

start_postgresql() {
    local programs=/usr/lib/postgresql/15/bin # of Debian 12, as the package in the table
    local as="setpriv --reuid postgres --regid postgres --clear-groups"
    chown postgres "$data"
    (
        cd "$data"
        $as $programs/initdb -D "$data/db" --no-sync -A trust
        exec $as $programs/postgres -D "$data/db" -h "$address" -p "$port" -k "$data"
    ) &
}

start_mosquitto() {
    printf 'listener %s %s\nallow_anonymous true\nuser root\n' "$port" "$address" \
        >"$data/mosquitto.conf"
    mosquitto -c "$data/mosquitto.conf" &
}

start_slapd() {
    mkdir "$data/db"
    cat >"$data/slapd.conf" <<CONF
include /etc/ldap/schema/core.schema
pidfile $data/pid
modulepath /usr/lib/ldap
moduleload back_mdb
database mdb
suffix "dc=corpus,dc=example"
directory $data/db
CONF
    slapd -d 0 -f "$data/slapd.conf" -h "ldap://$address:$port/" &
}

start_samba() {
    mkdir -p "$data"/{private,run}
    cat >"$data/smb.conf" <<CONF
[global]
interfaces = $address/32
bind interfaces only = yes
smb ports = $port
netbios name = CORPUS
workgroup = EXAMPLE
private dir = $data/private
lock directory = $data/run
state directory = $data/run
cache directory = $data/run
pid directory = $data/run
ncalrpc dir = $data/run
log file = $data/log
CONF
    smbd -F --no-process-group -s "$data/smb.conf" -l "$data" &
}

start_rsync() {
    printf 'pid file = %s/pid\nuse chroot = no\n[files]\npath = %s\n' "$data" "$data" \
        >"$data/rsyncd.conf"
    rsync --daemon --no-detach --address="$address" --port="$port" \
        --config="$data/rsyncd.conf" &
}

start_svnserve() {
    svnserve -d --foreground --listen-host "$address" --listen-port "$port" -r "$data" &
}

start_mpd() {
    cat >"$data/mpd.conf" <<CONF
bind_to_address "$address"
port "$port"
log_file "$data/log"
db_file "$data/db"
audio_output {
    type "null"
    name "none"
}
CONF
    mpd --no-daemon "$data/mpd.conf" &
}

start_ngircd() {
    cat >"$data/ngircd.conf" <<CONF
[Global]
Name = irc.corpus.example
Info = Corpus
Listen = $address
Ports = $port
MotdPhrase = "corpus"
ServerUID = nobody
ServerGID = nogroup
[Options]
DNS = no
Ident = no
PAM = no
CONF
    ngircd -n -f "$data/ngircd.conf" &
}

start_bind() {
    [ -e "$data/named.conf" ] && return
    cat >"$data/named.conf" <<CONF
options {
    directory "$data";
    listen-on port $port { $address; };
    listen-on-v6 { none; };
    pid-file none;
    session-keyfile "$data/key";
    recursion no;
};
controls { };
CONF
    chown -R bind "$data"
    named -g -u bind -c "$data/named.conf" &
}

start_dnsmasq() {
    dnsmasq --keep-in-foreground --conf-file=/dev/null --no-resolv --no-hosts --pid-file= \
        --user=root --port="$port" --listen-address="$address" --bind-interfaces &
}

start_chrony() {
    printf 'bindaddress %s\nport %s\nallow all\nlocal stratum 10\ncmdport 0\npidfile %s/pid\n' \
        "$address" "$port" "$data" >"$data/chrony.conf"
    chronyd -d -x -u root -f "$data/chrony.conf" &
}

start_snmpd() {
    printf 'rocommunity public\nsysDescr Corpus agent\n' >"$data/snmpd.conf"
    snmpd -f -C -c "$data/snmpd.conf" -Lf "$data/log" -p "$data/pid" "udp:$address:$port" &
}
