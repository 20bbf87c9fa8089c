#!/usr/bin/env bash
# Draws the news site's photographs anew, each in one file format. Needs ImageMagick with WebP and AVIF; the files are committed.
set -euo pipefail
cd "$(dirname "$0")"
scene() { # scene FROM TO ACCENT SIZE FILE…
  convert -size "$4" "gradient:$1-$2" -fill "$3" -draw "circle 120,80 150,110" -fill "$2" \
    -draw "polygon 0,200 140,120 260,210 400,140 520,220 640,160 640,480 0,480" "${@:5}"
}
scene '#9fc5e8' '#1c3a5e' '#fff2cc' 640x420 -quality 60 harbour.jpg
scene '#f6b26b' '#5b2c0a' '#fff2cc' 640x420 -quality 60 desert.jpg
scene '#b6d7a8' '#1e4620' '#ffffff' 640x420 -quality 60 forest.jpg
scene '#d5a6bd' '#3c1435' '#ffe599' 640x420 -quality 60 city.jpg
scene '#cfe2f3' '#0b5394' '#ffd966' 320x210 -quality 50 small.jpg
scene '#cccccc' '#333333' '#eeeeee' 640x420 -quality 60 archive.webp
scene '#a2c4c9' '#134f5c' '#ffffff' 640x420 -quality 50 river.avif
scene '#ead1dc' '#741b47' '#ffffff' 480x320 -colors 64 chart.png
convert -size 1x1 xc:'#eeeeee' -define png:color-type=2 placeholder.png
convert -size 1x1 xc:none -define png:color-type=6 pixel.png
convert -delay 20 -loop 0 -size 160x100 xc:red xc:yellow xc:green animated.gif
convert -delay 20 -loop 0 -size 160x100 xc:navy xc:teal xc:olive animated.webp
