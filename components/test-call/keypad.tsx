'use client'

import { Grip } from 'lucide-react'
import { Button } from '../ui/button'
import { Popover, PopoverContent, PopoverTrigger } from '../ui/popover'

export function Keypad({ digits, onPress, isDisabled }: { digits: string; onPress: (digit: string) => void; isDisabled: boolean }) {
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button size="icon" aria-label="Keypad" disabled={isDisabled}>
          <Grip aria-hidden />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Keypad" className="w-48">
        <output aria-label="Keys pressed" className="tnum mb-2 block h-6 truncate text-center font-mono">
          {digits}
        </output>
        <div className="grid grid-cols-3 gap-1.5">
          {['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'].map((digit) => (
            <Button key={digit} className="h-10 font-mono text-lg" onClick={() => onPress(digit)}>
              {digit}
            </Button>
          ))}
        </div>
      </PopoverContent>
    </Popover>
  )
}
