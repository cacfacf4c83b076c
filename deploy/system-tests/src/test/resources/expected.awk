# Customers who are thanked at their nth purchase if that one falls on or after a day: counted without any of our code.
# usage: awk -v day=19980401 -v nth=3 -f expected.awk purchases.txt      prints: customers purchases cents thanked live
NR == 1 && /customer_id/ { next }
NF == 4 {
    purchases++
    split($4, money, ".")
    cents += money[1] * 100 + money[2]
    customers[$1] = 1
    if ($2 >= day) live++
    # The file is in the order of customers; within one, of days. Days of one customer may repeat, but never go back.
    if ($1 == last && $2 < lastday) { print "not in the order of days: line " NR > "/dev/stderr"; exit 1 }
    last = $1; lastday = $2
    if (++bought[$1] == nth && $2 >= day) thanked++
}
END {
    for (customer in customers) count++
    print count + 0, purchases + 0, cents + 0, thanked + 0, live + 0
}
