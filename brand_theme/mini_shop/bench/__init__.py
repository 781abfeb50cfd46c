"""`make bench-shop`: what the mini-shop weighs, how fast it is, and whether it keeps its limits.

sizes      of the newest builds, as they travel
phone      a modest phone in Chromium: processor four times slower, 1.6 Mbit/s, 150 ms
paints     how soon pages are there, and whether they move afterwards
taps       how soon a tap shows something
scrolling  a list of 60 goods under a thumb, and that list after coming back
pictures   what kind they are, and whether those out of sight wait
audits     Lighthouse's marks
"""
